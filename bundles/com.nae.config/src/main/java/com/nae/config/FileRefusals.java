package com.nae.config;

import com.nae.api.config.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The present refusals of configuration files. Each reason is logged once. Thread-safe for readers; written by one
 * thread.
 */
final class FileRefusals {
    private final Logger log = LoggerFactory.getLogger(FileRefusals.class);
    private final Map<String, List<Refusal>> byFile = new ConcurrentSkipListMap<>();

    List<Refusal> all() {
        return byFile.values().stream().flatMap(List::stream).toList();
    }

    Set<String> files() {
        return byFile.keySet();
    }

    /** Replaces the refusals of a file. @param active whether an earlier content of the file is in force */
    void put(String file, List<Refusal> refusals, boolean active) {
        List<Refusal> before = byFile.put(file, refusals);
        Set<String> logged = before == null
                ? Set.of()
                : before.stream().map(Refusal::toString).collect(Collectors.toSet());
        refusals.stream()
                .map(Refusal::toString)
                .filter(reason -> !logged.contains(reason))
                .forEach(reason -> log.error("{}{}", reason, active ? " (its previous content stays in force)" : ""));
    }

    /** Removes the refusals of a file; whether there were any. */
    boolean remove(String file) {
        return byFile.remove(file) != null;
    }
}
