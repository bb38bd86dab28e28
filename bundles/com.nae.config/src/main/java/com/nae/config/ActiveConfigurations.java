package com.nae.config;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What files have put in force, and what they would put in force again should a later runtime find them broken.
 * Confined to one thread.
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

    /** Takes over what an earlier life of this bundle has put in force, where its file is still there. */
    void adopt(Set<String> names) throws IOException {
        files.putAll(configurations.adopt(names));
        lastGood.retain(names);
    }

    boolean isActive(String file) {
        return files.containsKey(file);
    }

    /** Whether the next {@link #save} has something to do that the last call did not know of. */
    boolean activate(String file, ValidationResult.Valid good, byte[] bytes) {
        enforce(file, good);
        unsaved.put(file, bytes);
        return unsaved.size() == 1;
    }

    private void enforce(String file, ValidationResult.Valid good) {
        files.put(file, good.name());
        configurations.put(file, good.name(), good.values());
    }

    /** Keeps it for a later runtime. */
    void save() {
        unsaved.forEach(lastGood::save);
        unsaved.clear();
    }

    /** Goes back, where nothing of a file is in force, to what it said when it was good. */
    void restoreLastGood(String file, ConfigurationValidator judge) {
        if (!isActive(file)
                && lastGood.load(file).map(bytes -> judge.validate(file, bytes)).orElse(null)
                        instanceof ValidationResult.Valid good) {
            enforce(file, good);
        }
    }

    /** Takes back what a file has put in force; whether there was something. */
    boolean deactivate(String file) {
        unsaved.remove(file);
        lastGood.delete(file);
        Optional<ConfigurationFileName> was = Optional.ofNullable(files.remove(file));
        was.ifPresent(configurations::delete);
        return was.isPresent();
    }
}
