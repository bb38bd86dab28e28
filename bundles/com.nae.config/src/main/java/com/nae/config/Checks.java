package com.nae.config;

import com.nae.api.config.ConfigurationCheck;
import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
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

    /** Asks the check of a file, if there is one; false where there is none. @throws SettingsException if the check refuses */
    boolean pass(FileName file, Map<String, String> values) {
        Optional<ConfigurationCheck> check = Optional.ofNullable(checks.get(Taken.of(file)));
        check.ifPresent(c -> ask(c, file, values));
        return check.isPresent();
    }

    private static void ask(ConfigurationCheck check, FileName file, Map<String, String> values) {
        try {
            check.check(file.name().orElse(""), new Settings(values));
        } catch (SettingsException e) {
            throw e;
        } catch (RuntimeException | LinkageError e) {
            throw new SettingsException("", "could not be checked: " + e);
        }
    }
}
