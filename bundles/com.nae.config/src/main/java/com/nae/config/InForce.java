package com.nae.config;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What files have put in force, and what they would put in force again should a later runtime find them broken. Confined to one thread. */
final class InForce {
    private final Configurations configurations;
    private final LastGood lastGood;
    private final Map<String, FileName> files = new HashMap<>();
    private final Map<String, byte[]> unsaved = new HashMap<>();

    InForce(Configurations configurations, LastGood lastGood) {
        this.configurations = configurations;
        this.lastGood = lastGood;
    }

    /** Takes over what an earlier life of this bundle has put in force, where its file is still there. */
    void adopt(Set<String> names) throws IOException {
        files.putAll(configurations.adopt(names));
        lastGood.retain(names);
    }

    boolean holds(String file) {
        return files.containsKey(file);
    }

    /** Whether the next {@link #save} has something to do that the last call did not know of. */
    boolean put(String file, Verdict.Good good, byte[] bytes) {
        enforce(file, good);
        unsaved.put(file, bytes);
        return unsaved.size() == 1;
    }

    private void enforce(String file, Verdict.Good good) {
        files.put(file, good.name());
        configurations.put(file, good.name(), good.values());
    }

    /** Keeps it for a later runtime. */
    void save() {
        unsaved.forEach(lastGood::keep);
        unsaved.clear();
    }

    /** Goes back, where nothing of a file is in force, to what it said when it was good. */
    void goBack(String file, Judge judge) {
        if (!holds(file) && lastGood.of(file).map(bytes -> judge.judge(file, bytes)).orElse(null) instanceof Verdict.Good good) {
            enforce(file, good);
        }
    }

    /** Takes back what a file has put in force; whether there was something. */
    boolean end(String file) {
        unsaved.remove(file);
        lastGood.forget(file);
        Optional<FileName> was = Optional.ofNullable(files.remove(file));
        was.ifPresent(configurations::delete);
        return was.isPresent();
    }
}
