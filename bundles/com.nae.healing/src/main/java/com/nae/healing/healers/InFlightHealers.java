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
 * The file that lists the dropped healers that are being asked. A healer that is still listed when a runtime starts was
 * being asked when the last runtime died, for example of a lack of memory. It is not asked again until it is replaced.
 * Thread-safe.
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
        Set<String> suspects = new TreeSet<>(Files.exists(file) ? Files.readAllLines(file) : List.of());
        for (String healer : suspects) {
            Files.writeString(fatalFile, healer + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            LOG.warn(
                    "the runtime died while it asked the healer {}; that one is not asked again until it is replaced",
                    healer);
        }
        fatal = new HashSet<>(Files.exists(fatalFile) ? Files.readAllLines(fatalFile) : List.of());
        Files.deleteIfExists(file);
    }

    /** Whether a runtime died while it asked the healer with this identity. */
    public boolean fatal(String identity) {
        return fatal.contains(identity);
    }

    /** Lists a healer. @param identity of a dropped healer; empty for one of the distribution, which is not listed */
    public synchronized void begin(String identity) {
        if (!identity.isEmpty()) {
            asked.add(identity);
            write();
        }
    }

    /** Takes a healer off the list, once. */
    public synchronized void end(String identity) {
        if (asked.remove(identity)) {
            write();
        }
    }

    /** Empties the list: after an orderly stop no healer is a suspect. */
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
