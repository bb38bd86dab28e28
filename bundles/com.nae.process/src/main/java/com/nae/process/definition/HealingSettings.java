package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.issue.Family;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessDefinition.Healing;
import com.nae.process.expansion.CommandLine;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads how far healing may go by itself, and what it may read and edit. */
final class HealingSettings {
    private HealingSettings() {}

    static Healing of(Settings s, Mode mode, DefinitionEnvironment environment) {
        Autonomy general = s.choice("healing", Autonomy.class, Autonomy.AUTO);
        return new Healing(
                general,
                byFamily(s, mode, general),
                s.attempt(List.of(), () -> sources(s, environment)),
                s.attempt(
                        List.of(),
                        () -> s.text("verify")
                                .map(text -> CommandLine.split("verify", text, environment.variables("verify")))
                                .orElse(List.of())));
    }

    private static Map<String, Autonomy> byFamily(Settings s, Mode mode, Autonomy general) {
        Map<String, Autonomy> differing = new LinkedHashMap<>();
        for (Family family : EnumSet.complementOf(EnumSet.of(Family.OTHER))) {
            Autonomy autonomy = s.choice("healing." + family.word(), Autonomy.class, unlessSet(family, mode, general));
            if (autonomy != general) {
                differing.put(family.word(), autonomy);
            }
        }
        return Map.copyOf(differing);
    }

    /**
     * The default of a family. A value for a missing key changes what a program does, so on live the operator has to
     * approve it, unless even less is allowed.
     */
    private static Autonomy unlessSet(Family family, Mode mode, Autonomy general) {
        boolean asks = family == Family.KEY && mode == Mode.LIVE && general == Autonomy.AUTO;
        return asks ? Autonomy.APPROVE : general;
    }

    private static List<String> sources(Settings s, DefinitionEnvironment environment) {
        var variables = environment.variables("sources");
        return s.list("sources", List.of(".")).stream()
                .map(variables::expand)
                .map(HealingSettings::below)
                .toList();
    }

    private static String below(String source) {
        Path path = Path.of(source).normalize();
        if (path.isAbsolute() || path.startsWith("..")) {
            throw new SettingsException("sources", "holds '" + source + "', which is not below the directory");
        }
        return source;
    }
}
