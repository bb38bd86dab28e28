package com.nae.healer.timeouts;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** The check of {@code com.nae.healer.timeouts.cfg} before it takes effect. */
@Component(property = ConfigurationCheck.PID + "=" + Config.PID)
public final class TimeoutSettingsCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
