package com.nae.learning;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** Says whether a {@code com.nae.learning.cfg} may take effect. */
@Component(property = ConfigurationCheck.PID + "=" + LearningEngineService.PID)
public final class LearningConfigurationCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
