package com.nae.history;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** The check of {@code com.nae.history.cfg} before it takes effect. */
@Component(property = ConfigurationCheck.PID + "=" + HistoryStore.PID)
public final class HistoryConfigurationCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
