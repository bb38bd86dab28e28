package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.process.Mode;
import com.nae.process.expansion.VariableExpander;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The variables of one definition: those of its environment files, overridden by {@code environment.NAME}. A value may
 * use other variables.
 */
final class DefinitionEnvironment {
    private static final String PREFIX = "environment.";
    private final Settings s;
    /** Of the environment files; a later file overrides an earlier one. */
    private final Map<String, String> files = new LinkedHashMap<>();

    private final Map<String, String> written;
    private final Map<String, String> runtime;
    private final Deque<String> beingExpanded = new ArrayDeque<>();

    DefinitionEnvironment(Settings s, String process, Mode mode, DefinitionContext context) {
        this.s = s;
        runtime = new HashMap<>(context.environment());
        runtime.putAll(Map.of("NAE_MODE", mode.word(), "NAE_PROCESS", process));
        for (String file : s.list("environment_file", List.of())) {
            files.putAll(s.attempt(Map.of(), () -> EnvironmentFile.read(file, context)));
        }
        written = s.withPrefix(PREFIX);
    }

    /** All of them, expanded. */
    Map<String, String> values() {
        Map<String, String> values = new LinkedHashMap<>(files);
        written.keySet().forEach(name -> values.put(name, s.attempt("", () -> value(name))));
        return Map.copyOf(values);
    }

    private String value(String name) {
        if (!VariableExpander.NAME.matcher(name).matches()) {
            throw new SettingsException(PREFIX + name, "is not the name of a variable");
        }
        return lookup(name).orElseThrow();
    }

    /** An expander of other values of the definition. */
    VariableExpander variables(String key) {
        return new VariableExpander(key, this::lookup);
    }

    /**
     * The value of a variable. One that uses itself, as {@code PATH = /opt/bin:${PATH}} does, gets the value that it
     * overrides.
     */
    private Optional<String> lookup(String name) {
        if (!written.containsKey(name) || beingExpanded.contains(name)) {
            return Optional.ofNullable(files.getOrDefault(name, runtime.get(name)));
        }
        beingExpanded.push(name);
        try {
            return Optional.of(variables(PREFIX + name).expand(written.get(name)));
        } finally {
            beingExpanded.pop();
        }
    }
}
