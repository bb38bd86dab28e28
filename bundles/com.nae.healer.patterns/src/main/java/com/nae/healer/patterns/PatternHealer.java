package com.nae.healer.patterns;

import com.nae.api.config.Settings;
import com.nae.api.healing.Fix;
import com.nae.api.healing.Healer;
import com.nae.api.healing.Workspace;
import com.nae.api.issue.Issue;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.ConfigurationPolicy;

/** The healer of one fix pattern. It exists as long as the file {@code config/com.nae.healer.patterns-<name>.cfg}. */
@Component(configurationPid = FixPattern.PID, configurationPolicy = ConfigurationPolicy.REQUIRE)
public final class PatternHealer implements Healer {
    private final FixPattern pattern;

    @Activate
    public PatternHealer(Map<String, Object> settings) {
        pattern = FixPattern.of(String.valueOf(settings.get("nae.name")), new Settings(settings));
    }

    @Override
    public String name() {
        return pattern.name();
    }

    @Override
    public boolean handles(Issue issue) {
        return pattern.appliesTo(issue) && pattern.find(issue).isPresent();
    }

    @Override
    public List<Fix> diagnose(Issue issue, Workspace workspace) {
        return pattern.fix(issue).map(List::of).orElse(List.of());
    }
}
