package com.nae.web;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** The check of {@code com.nae.web.cfg} before it takes effect. */
@Component(property = ConfigurationCheck.PID + "=" + WebServer.PID)
public final class WebConfigurationCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
