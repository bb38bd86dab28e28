package com.nae.healer.patterns;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** Refuses a pattern that cannot be used, with the key and the reason. */
@Component(property = {ConfigurationCheck.PID + "=" + FixPattern.PID, ConfigurationCheck.FACTORY + "=true"})
public final class PatternSettingsCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        FixPattern.of(name, settings);
    }
}
