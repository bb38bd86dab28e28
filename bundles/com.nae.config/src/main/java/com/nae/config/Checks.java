package com.nae.config;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The checks that are there at the moment, by what they take. Thread-safe. */
final class Checks {
    /** What a check takes: a pid, or the files {@code <pid>-<name>.cfg} of a factory pid. */
    record Taken(String pid, boolean factory) {
        static Taken of(FileName file) {
            return new Taken(file.pid(), file.name().isPresent());
        }

        static Taken of(Map<String, ?> service) {
            Object factory = service.get(ConfigurationCheck.FACTORY);
            return new Taken(String.valueOf(service.get(ConfigurationCheck.PID)), Boolean.parseBoolean(String.valueOf(factory)));
        }
    }

    private final Map<Taken, ConfigurationCheck> checks = new ConcurrentHashMap<>();

    void add(Taken taken, ConfigurationCheck check) {
        checks.put(taken, check);
    }

    void remove(Taken taken, ConfigurationCheck check) {
        checks.remove(taken, check);
    }

    boolean takes(FileName file) {
        return checks.containsKey(Taken.of(file));
    }

    /** Everything that the check of a file finds wrong with it; empty where there is no check. */
    Optional<List<SettingsException>> problems(FileName file, Map<String, String> values) {
        return Optional.ofNullable(checks.get(Taken.of(file))).map(check -> ask(check, file, Settings.gathering(values)));
    }

    private static List<SettingsException> ask(ConfigurationCheck check, FileName file, Settings settings) {
        try {
            check.check(file.name().orElse(""), settings);
            return settings.problems();
        } catch (SettingsException e) {
            settings.part(settings, () -> {
                throw e;
            });
            return settings.problems();
        } catch (RuntimeException | LinkageError e) {
            return settings.problems().isEmpty() ? List.of(new SettingsException("", "could not be checked: " + e)) : settings.problems();
        }
    }
}
