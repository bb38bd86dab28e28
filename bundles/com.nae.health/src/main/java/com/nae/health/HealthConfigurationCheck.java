package com.nae.health;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** Says whether a {@code com.nae.health.cfg} may take effect. */
@Component(property = ConfigurationCheck.PID + "=" + HealthMonitorService.PID)
public final class HealthConfigurationCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
