package com.nae.healing;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** Checks {@code com.nae.healing.cfg} before it takes effect. */
@Component(property = ConfigurationCheck.PID + "=com.nae.healing")
public final class SettingsCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
