package com.nae.config;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configurations that files have put in force. It also saves the last valid content of each file, for a start that
 * finds the file broken. Confined to one thread.
 */
final class ActiveConfigurations {
    private final ConfigAdminStore configurations;
    private final LastGoodStore lastGood;
    private final Map<String, ConfigurationFileName> files = new HashMap<>();
    private final Map<String, byte[]> unsaved = new HashMap<>();

    ActiveConfigurations(ConfigAdminStore configurations, LastGoodStore lastGood) {
        this.configurations = configurations;
        this.lastGood = lastGood;
    }

    /** Takes over the configurations of an earlier run of this bundle whose files are still there. */
    void adopt(Set<String> names) throws IOException {
        files.putAll(configurations.adopt(names));
        lastGood.retain(names);
    }

    boolean isActive(String file) {
        return files.containsKey(file);
    }

    /**
     * Applies a file.
     *
     * @return whether it is the first one that is to be saved, so that {@link #save} must be scheduled
     */
    boolean activate(String file, ValidationResult.Valid valid, byte[] bytes) {
        apply(file, valid);
        unsaved.put(file, bytes);
        return unsaved.size() == 1;
    }

    private void apply(String file, ValidationResult.Valid valid) {
        files.put(file, valid.name());
        configurations.put(file, valid.name(), valid.values());
    }

    /** Saves the content of the files that were applied since the last call. */
    void save() {
        unsaved.forEach(lastGood::save);
        unsaved.clear();
    }

    /** Applies the last valid content of a file, unless some content of it is in force. */
    void restoreLastGood(String file, ConfigurationValidator validator) {
        if (!isActive(file)
                && lastGood.load(file)
                                .map(bytes -> validator.validate(file, bytes))
                                .orElse(null)
                        instanceof ValidationResult.Valid valid) {
            apply(file, valid);
        }
    }

    /** Withdraws the configuration of a file; whether there was one. */
    boolean deactivate(String file) {
        unsaved.remove(file);
        lastGood.delete(file);
        Optional<ConfigurationFileName> was = Optional.ofNullable(files.remove(file));
        was.ifPresent(configurations::delete);
        return was.isPresent();
    }
}
