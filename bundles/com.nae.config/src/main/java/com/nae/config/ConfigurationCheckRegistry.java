package com.nae.config;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The register of configuration checks, by the files that they check. Thread-safe. */
final class ConfigurationCheckRegistry {
    /** The target of a check: the file of a PID, or the files {@code <pid>-<name>.cfg} of a factory PID. */
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

    void add(CheckTarget target, ConfigurationCheck check) {
        checks.put(target, check);
    }

    void remove(CheckTarget target, ConfigurationCheck check) {
        checks.remove(target, check);
    }

    boolean hasCheckFor(ConfigurationFileName file) {
        return checks.containsKey(CheckTarget.of(file));
    }

    /** All problems that the check of a file finds; empty if there is no check. */
    Optional<List<SettingsException>> problems(ConfigurationFileName file, Map<String, String> values) {
        return Optional.ofNullable(checks.get(CheckTarget.of(file)))
                .map(check -> run(check, file, Settings.collectingErrors(values)));
    }

    /** What a valid file asks for and does not get here; empty if there is no check, or the check cannot say. */
    List<String> notes(ConfigurationFileName file, Map<String, String> values) {
        ConfigurationCheck check = checks.get(CheckTarget.of(file));
        try {
            return check == null
                    ? List.of()
                    : List.copyOf(check.notes(file.name().orElse(""), new Settings(values)));
        } catch (RuntimeException | LinkageError e) {
            return List.of("what it does not get here is not known: " + e);
        }
    }

    /** Runs a check of another bundle. Whatever it throws becomes a problem of the file. */
    private static List<SettingsException> run(
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
