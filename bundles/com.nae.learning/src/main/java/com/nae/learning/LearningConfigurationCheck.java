package com.nae.learning;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** Checks {@code com.nae.learning.cfg}. */
@Component(property = ConfigurationCheck.PID + "=" + LearningEngineService.PID)
public final class LearningConfigurationCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
