package com.nae.health;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** Validates a {@code com.nae.health.cfg} before it takes effect. */
@Component(property = ConfigurationCheck.PID + "=" + HealthMonitorService.PID)
public final class HealthConfigurationCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
