package com.nae.config;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The checks that are there at the moment, by what they take. Thread-safe. */
final class ConfigurationCheckRegistry {
    /** What a check takes: a pid, or the files {@code <pid>-<name>.cfg} of a factory pid. */
    record CheckTarget(String pid, boolean factory) {
        static CheckTarget of(ConfigurationFileName file) {
            return new CheckTarget(file.pid(), file.name().isPresent());
        }

        static CheckTarget of(Map<String, ?> service) {
            Object factory = service.get(ConfigurationCheck.FACTORY);
            return new CheckTarget(
                    String.valueOf(service.get(ConfigurationCheck.PID)), Boolean.parseBoolean(String.valueOf(factory)));
        }
    }

    private final Map<CheckTarget, ConfigurationCheck> checks = new ConcurrentHashMap<>();

    void add(CheckTarget taken, ConfigurationCheck check) {
        checks.put(taken, check);
    }

    void remove(CheckTarget taken, ConfigurationCheck check) {
        checks.remove(taken, check);
    }

    boolean hasCheckFor(ConfigurationFileName file) {
        return checks.containsKey(CheckTarget.of(file));
    }

    /** Everything that the check of a file finds wrong with it; empty where there is no check. */
    Optional<List<SettingsException>> problems(ConfigurationFileName file, Map<String, String> values) {
        return Optional.ofNullable(checks.get(CheckTarget.of(file)))
                .map(check -> ask(check, file, Settings.collectingErrors(values)));
    }

    private static List<SettingsException> ask(
            ConfigurationCheck check, ConfigurationFileName file, Settings settings) {
        try {
            check.check(file.name().orElse(""), settings);
            return settings.problems();
        } catch (SettingsException e) {
            settings.attempt(settings, () -> {
                throw e;
            });
            return settings.problems();
        } catch (RuntimeException | LinkageError e) {
            return settings.problems().isEmpty()
                    ? List.of(new SettingsException("", "could not be checked: " + e))
                    : settings.problems();
        }
    }
}
