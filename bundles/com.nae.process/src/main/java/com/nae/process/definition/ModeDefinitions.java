package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one file {@code com.nae.process-<name>.cfg} defines.
 *
 * @param byMode a definition for each mode in which the process runs
 * @param sandboxOrigin the live directory of which the sandbox's is a private copy
 *     ({@link com.nae.process.sandbox.SandboxCopy}), empty where the sandbox has a directory of its own or runs in
 *     live's
 */
public record ModeDefinitions(Map<Mode, ProcessDefinition> byMode, Optional<Path> sandboxOrigin) {
    private static final String MODES = "modes";
    private static final String DIRECTORY = "directory";

    /** @throws SettingsException with the key as the file writes it */
    public static ModeDefinitions of(String name, Settings file, DefinitionContext context, ProcessDefaults defaults) {
        file.attempt(name, () -> SettingBounds.name("name", name));
        Set<Mode> modes = file.attempt(EnumSet.allOf(Mode.class), () -> modes(file));
        Map<Mode, ProcessDefinition> read = new EnumMap<>(Mode.class);
        for (Mode mode : Mode.values()) {
            file.attempt(
                            Optional.<ProcessDefinition>empty(),
                            () -> Optional.of(read(name, mode, file, modes, context, defaults)))
                    .ifPresent(definition -> read.put(mode, definition));
        }
        file.end();
        Optional<Path> origin =
                modes.contains(Mode.SANDBOX) ? origin(read.get(Mode.LIVE), file.all(), context) : Optional.empty();
        origin.ifPresent(live ->
                read.computeIfPresent(Mode.SANDBOX, (mode, d) -> inDirectory(d, sandbox(context, name))));
        read.keySet().retainAll(modes);
        return new ModeDefinitions(Map.copyOf(read), origin);
    }

    private static Set<Mode> modes(Settings file) {
        Set<Mode> modes = EnumSet.noneOf(Mode.class);
        file.list(MODES, List.of("sandbox", "live"))
                .forEach(word -> modes.add(Settings.choiceOf(MODES, word, Mode.class)));
        if (modes.isEmpty()) {
            throw new SettingsException(MODES, "names no mode");
        }
        return modes;
    }

    /**
     * The keys as they are for a mode. A mode in which the process does not run is seen through the keys of the one in
     * which it does, so that its own keys are checked although nothing comes of them.
     */
    private static Map<String, String> view(Map<String, String> all, Set<Mode> modes, Mode mode) {
        Map<String, String> view = new HashMap<>();
        all.forEach((key, value) -> {
            if (Arrays.stream(Mode.values()).noneMatch(m -> key.startsWith(prefix(m))) && !key.equals(MODES)) {
                view.put(key, value);
            }
        });
        if (!modes.contains(mode)) {
            modes.forEach(other -> overlay(all, other, view));
        }
        overlay(all, mode, view);
        return view;
    }

    private static void overlay(Map<String, String> all, Mode mode, Map<String, String> view) {
        all.forEach((key, value) -> {
            if (key.startsWith(prefix(mode))) {
                view.put(key.substring(prefix(mode).length()), value);
            }
        });
    }

    private static ProcessDefinition read(
            String name,
            Mode mode,
            Settings file,
            Set<Mode> modes,
            DefinitionContext context,
            ProcessDefaults defaults) {
        Map<String, String> all = file.all();
        try {
            Settings settings = file.sameMode(view(all, modes, mode));
            ProcessDefinition definition = new DefinitionReader(settings, name, mode, context, defaults).read(name);
            settings.end();
            return definition;
        } catch (SettingsException e) {
            throw new SettingsException(e.all().stream()
                    .map(problem -> asWritten(problem, mode, all))
                    .toList());
        }
    }

    private static SettingsException asWritten(SettingsException problem, Mode mode, Map<String, String> all) {
        String prefixed = prefix(mode) + problem.key();
        return all.containsKey(prefixed) ? new SettingsException(prefixed, problem.reason()) : problem;
    }

    /**
     * Live's directory, where the file names one but none for the sandbox; never one that holds the home's data, hence
     * the copy itself.
     */
    private static Optional<Path> origin(ProcessDefinition live, Map<String, String> all, DefinitionContext context) {
        boolean named = all.containsKey(DIRECTORY) || all.containsKey(prefix(Mode.LIVE) + DIRECTORY);
        if (!named || all.containsKey(prefix(Mode.SANDBOX) + DIRECTORY)) {
            return Optional.empty();
        }
        return context.home().resolve("data").startsWith(live.directory())
                ? Optional.empty()
                : Optional.of(live.directory());
    }

    private static Path sandbox(DefinitionContext context, String name) {
        return context.home().resolve("data").resolve("sandbox").resolve(name);
    }

    private static ProcessDefinition inDirectory(ProcessDefinition d, Path directory) {
        return new ProcessDefinition(
                d.name(),
                d.mode(),
                d.command(),
                directory,
                d.environment(),
                d.identity(),
                d.restart(),
                d.stop(),
                d.schedule(),
                d.dependsOn(),
                d.replicas(),
                d.autostart(),
                d.critical(),
                d.sdNotify(),
                d.readiness(),
                d.liveness(),
                d.limits(),
                d.log(),
                d.healing(),
                d.watch());
    }

    private static String prefix(Mode mode) {
        return mode.word() + ".";
    }
}
