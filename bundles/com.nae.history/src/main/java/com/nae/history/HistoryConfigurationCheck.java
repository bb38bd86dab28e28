package com.nae.history;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** Says whether a {@code com.nae.history.cfg} may take effect. */
@Component(property = ConfigurationCheck.PID + "=" + HistoryStore.PID)
public final class HistoryConfigurationCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
