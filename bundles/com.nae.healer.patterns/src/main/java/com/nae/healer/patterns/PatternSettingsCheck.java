package com.nae.healer.patterns;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** The check of the file of a pattern before it takes effect. */
@Component(property = {ConfigurationCheck.PID + "=" + FixPattern.PID, ConfigurationCheck.FACTORY + "=true"})
public final class PatternSettingsCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        FixPattern.of(name, settings);
    }
}
