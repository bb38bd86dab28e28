package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads what one file defines, for every mode; a file with several problems is refused with all of them. */
final class ModeDefinitionsReader {
    private static final String DIRECTORY = "directory";
    private static final String ENVIRONMENT_FILE = "environment_file";

    private final String name;
    private final Settings file;
    private final DefinitionContext context;
    private final ProcessDefaults defaults;
    private final Isolation.Reader isolation = new Isolation.Reader();

    ModeDefinitionsReader(String name, Settings file, DefinitionContext context, ProcessDefaults defaults) {
        this.name = name;
        this.file = file;
        this.context = context;
        this.defaults = defaults;
    }

    ModeDefinitions read() {
        file.attempt(name, () -> SettingBounds.name("name", name));
        Set<Mode> modes = file.attempt(EnumSet.allOf(Mode.class), this::modes);
        ModeKeys keys = new ModeKeys(file.all(), modes);
        Map<Mode, ProcessDefinition> byMode = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            file.attempt(Optional.<ProcessDefinition>empty(), () -> Optional.of(read(mode, keys)))
                    .ifPresent(definition -> byMode.put(mode, definition));
        }
        file.attempt(keys, () -> isolationKeys(keys));
        file.end();
        Optional<Path> origin =
                modes.contains(Mode.SANDBOX) ? sandboxOrigin(byMode.get(Mode.LIVE), keys) : Optional.empty();
        if (origin.isPresent()) {
            byMode.computeIfPresent(Mode.SANDBOX, (mode, definition) -> inPrivateCopy(definition));
        }
        byMode.keySet().retainAll(modes);
        return new ModeDefinitions(Map.copyOf(byMode), origin, isolation.isolation());
    }

    private static ModeKeys isolationKeys(ModeKeys keys) {
        Isolation.check(keys);
        return keys;
    }

    private Set<Mode> modes() {
        Set<Mode> modes = EnumSet.noneOf(Mode.class);
        file.list(ModeKeys.MODES, List.of("sandbox", "live"))
                .forEach(word -> modes.add(Settings.choiceOf(ModeKeys.MODES, word, Mode.class)));
        if (modes.isEmpty()) {
            throw new SettingsException(ModeKeys.MODES, "names no mode");
        }
        return modes;
    }

    private ProcessDefinition read(Mode mode, ModeKeys keys) {
        try {
            Settings settings = file.sameMode(keysOf(mode, keys));
            ProcessDefinition definition = new DefinitionReader(settings, name, mode, context, defaults).read(name);
            ProcessDefinition reachable = isolation.read(settings, definition);
            settings.end();
            return reachable;
        } catch (SettingsException e) {
            throw new SettingsException(e.all().stream()
                    .map(problem -> keys.asWritten(problem, mode))
                    .toList());
        }
    }

    /**
     * The keys of a mode. Its own environment file is more particular than a variable for every mode: the account of
     * live must not get into the sandbox past a file that names another one.
     */
    private Map<String, String> keysOf(Mode mode, ModeKeys keys) {
        Map<String, String> values = keys.of(mode);
        if (keys.has(mode, ENVIRONMENT_FILE)) {
            for (String written : new Settings(values).list(ENVIRONMENT_FILE, List.of())) {
                namesIn(written).stream()
                        .map(variable -> "environment." + variable)
                        .filter(key -> !keys.has(mode, key))
                        .forEach(values::remove);
            }
        }
        return values;
    }

    /** The variables of an environment file; none of one that cannot be read, which is refused later. */
    private Set<String> namesIn(String written) {
        try {
            return EnvironmentFile.read(written, context).keySet();
        } catch (SettingsException refusedLater) {
            return Set.of();
        }
    }

    /**
     * Live's directory, where the file names one but none for the sandbox. A directory that holds the home's data, and
     * with it the copy itself, is never copied.
     */
    private Optional<Path> sandboxOrigin(ProcessDefinition live, ModeKeys keys) {
        boolean named = keys.has(DIRECTORY) || keys.has(Mode.LIVE, DIRECTORY);
        if (!named || keys.has(Mode.SANDBOX, DIRECTORY)) {
            return Optional.empty();
        }
        boolean holdsTheCopy = context.home().resolve("data").startsWith(live.directory());
        return holdsTheCopy ? Optional.empty() : Optional.of(live.directory());
    }

    private ProcessDefinition inPrivateCopy(ProcessDefinition d) {
        Path copy = context.home().resolve("data").resolve("sandbox").resolve(name);
        return d.withDirectory(copy);
    }
}
