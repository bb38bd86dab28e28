package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.process.ProcessDefinition.Condition;
import com.nae.api.process.ProcessDefinition.Dependency;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Reads {@code depends_on = feed:healthy, db}; a bare name means started. */
final class DependencySettings {
    private static final String KEY = "depends_on";

    private DependencySettings() {}

    static List<Dependency> of(Settings s, String process) {
        List<Dependency> dependencies = new ArrayList<>();
        Set<String> names = new HashSet<>();
        for (String item : s.list(KEY, List.of())) {
            Dependency dependency = parse(item);
            if (dependency.process().equals(process)) {
                throw new SettingsException(KEY, "names " + process + " itself");
            }
            if (!names.add(dependency.process())) {
                throw new SettingsException(KEY, "names " + dependency.process() + " twice");
            }
            dependencies.add(dependency);
        }
        return List.copyOf(dependencies);
    }

    /** A condition may be written with a hyphen or an underscore. */
    private static Dependency parse(String item) {
        int colon = item.indexOf(':');
        String name = colon < 0 ? item : item.substring(0, colon).strip();
        Condition condition = colon < 0
                ? Condition.STARTED
                : Settings.choiceOf(KEY, item.substring(colon + 1).strip().replace('_', '-'), Condition.class);
        return new Dependency(SettingBounds.name(KEY, name), condition);
    }
}
