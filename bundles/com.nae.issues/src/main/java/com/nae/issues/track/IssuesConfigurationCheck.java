package com.nae.issues.track;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import org.osgi.service.component.annotations.Component;

/** The check of {@code com.nae.issues.cfg} before it takes effect. */
@Component(property = ConfigurationCheck.PID + "=" + IssueTrackerService.PID)
public final class IssuesConfigurationCheck implements ConfigurationCheck {
    @Override
    public void check(String name, Settings settings) {
        Config.of(settings);
    }
}
