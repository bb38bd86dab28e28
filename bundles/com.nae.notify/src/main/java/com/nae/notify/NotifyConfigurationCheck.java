package com.nae.notify;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** Validates a {@code com.nae.notify.cfg} before it takes effect. */
@Component(property = ConfigurationCheck.PID + "=" + Notifier.PID)
public final class NotifyConfigurationCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
