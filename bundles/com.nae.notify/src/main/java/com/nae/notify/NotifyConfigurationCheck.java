package com.nae.notify;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** Says whether a {@code com.nae.notify.cfg} may take effect. */
@Component(property = ConfigurationCheck.PID + "=" + Notifier.PID)
public final class NotifyConfigurationCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
