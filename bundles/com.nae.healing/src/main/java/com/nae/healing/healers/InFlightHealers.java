package com.nae.healing.healers;

import com.nae.base.file.AtomicWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which dropped healers are being asked at the moment, in a file: who stands in it when a runtime starts was being
 * asked when the last one died, of a lack of memory for example, and is not asked again. Thread-safe.
 */
public final class InFlightHealers {
    private static final Logger LOG = LoggerFactory.getLogger(InFlightHealers.class);
    private final Path file;
    private final Path fatalFile;
    private final List<String> asked = new ArrayList<>(); // guarded by this
    private final Set<String> fatal;

    public InFlightHealers(Path folder) throws IOException {
        file = Files.createDirectories(folder).resolve("asking");
        fatalFile = folder.resolve("fatal");
        Set<String> left = new TreeSet<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        for (String healer : left) {
            Files.writeString(fatalFile, healer + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            LOG.warn(
                    "the runtime died while it asked the healer {}; that one is not asked again until it is replaced",
                    healer);
        }
        fatal = new HashSet<>(Files.exists(fatalFile) ? Files.readAllLines(fatalFile) : List.of());
        Files.deleteIfExists(file);
    }

    /** Whether this very healer was being asked when a runtime died. */
    public boolean fatal(String identity) {
        return fatal.contains(identity);
    }

    /** @param identity of a dropped healer; one that ships has none and is not noted */
    public synchronized void begin(String identity) {
        if (!identity.isEmpty()) {
            asked.add(identity);
            write();
        }
    }

    public synchronized void end(String identity) {
        if (asked.remove(identity)) {
            write();
        }
    }

    /** An orderly end is nobody's fault. */
    public synchronized void close() {
        asked.clear();
        write();
    }

    private void write() {
        try {
            if (asked.isEmpty()) {
                Files.deleteIfExists(file);
            } else {
                AtomicWrite.to(file).text(String.join("\n", asked) + "\n");
            }
        } catch (IOException e) {
            LOG.warn("it cannot be noted which healers are asked: {}", e.getMessage());
        }
    }
}
