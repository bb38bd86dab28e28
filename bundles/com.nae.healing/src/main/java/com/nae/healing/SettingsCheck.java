package com.nae.healing;

import org.osgi.service.component.annotations.Component;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;

/** Checks {@code com.nae.healing.cfg} before it takes effect. */
@Component(property = ConfigurationCheck.PID + "=com.nae.healing")
public final class SettingsCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
