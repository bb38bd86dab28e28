package com.nae.healing;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import com.nae.healing.context.Config;
import org.osgi.service.component.annotations.Component;

/** The check of {@code com.nae.healing.cfg} before it takes effect. */
@Component(property = ConfigurationCheck.PID + "=com.nae.healing")
public final class HealingSettingsCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
