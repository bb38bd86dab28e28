package com.nae.health;

import com.nae.api.process.InstanceId;
import com.nae.base.file.AtomicWrite;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The instances whose health did not get better by the restarts of their budget, with the time from which each may be
 * restarted once more. The pause doubles from 5 minutes to an hour, and never ends. An instance that needs no restart
 * for its restart window is dropped. A file keeps the list for the next runtime. One thread at a time.
 */
final class SlowRetries {
    private static final Logger LOG = LoggerFactory.getLogger(SlowRetries.class);
    static final Duration FIRST_PAUSE = Duration.ofMinutes(5);
    static final Duration LONGEST_PAUSE = Duration.ofHours(1);
    private static final int FIELDS = 3;

    /** @param due the earliest time of the next restart */
    private record Retry(Duration pause, Instant due) {
        String line(InstanceId id) {
            return id + " " + pause.toMillis() + " " + due.toEpochMilli() + "\n";
        }
    }

    private final Path file;
    private final Map<InstanceId, Retry> retries = new HashMap<>();
    /** Since when each of them has needed no restart. */
    private final Map<InstanceId, Instant> calmSince = new HashMap<>();

    /** Reads what an earlier runtime left. @param file need not exist */
    SlowRetries(Path file) {
        this.file = file;
        if (Files.exists(file)) {
            read();
        }
    }

    private void read() {
        try {
            Files.readString(file).lines().forEach(this::readLine);
        } catch (IOException e) {
            LOG.warn("{} cannot be read: {}; escalations may be repeated", file, e.toString());
        }
    }

    private void readLine(String line) {
        String[] fields = line.split(" ");
        try {
            if (fields.length == FIELDS) {
                Duration pause = Duration.ofMillis(Long.parseLong(fields[1]));
                retries.put(
                        InstanceId.parse(fields[0]), new Retry(pause, Instant.ofEpochMilli(Long.parseLong(fields[2]))));
            }
        } catch (IllegalArgumentException damaged) {
            LOG.warn("A line of {} is passed over: {}", file, damaged.getMessage());
        }
    }

    boolean contains(InstanceId id) {
        return retries.containsKey(id);
    }

    /** The budget of an instance is spent. @return the pause until the first restart beyond it */
    Duration begin(InstanceId id, Instant now) {
        put(id, FIRST_PAUSE, now);
        return FIRST_PAUSE;
    }

    /**
     * Takes the restart of an instance that is on the list, where it is due. The next one follows after twice the
     * pause.
     */
    boolean take(InstanceId id, Instant now) {
        calmSince.remove(id);
        Retry retry = retries.get(id);
        if (retry.due.isAfter(now.plus(retry.pause))) {
            // The clock was set back.
            put(id, retry.pause, now);
            return false;
        }
        if (retry.due.isAfter(now)) {
            return false;
        }
        Duration doubled = retry.pause.multipliedBy(2);
        put(id, doubled.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : doubled, now);
        return true;
    }

    /** An instance runs and needs no restart. @param window the time after which it is dropped from the list */
    void calm(InstanceId id, Duration window, Instant now) {
        if (contains(id) && calmSince.computeIfAbsent(id, i -> now).plus(window).isBefore(now)) {
            LOG.info("{} has needed no restart for {} min", id, window.toMinutes());
            forget(id);
        }
    }

    void forget(InstanceId id) {
        calmSince.remove(id);
        if (retries.remove(id) != null) {
            write();
        }
    }

    private void put(InstanceId id, Duration pause, Instant now) {
        retries.put(id, new Retry(pause, now.plus(pause)));
        write();
    }

    private void write() {
        StringBuilder lines = new StringBuilder();
        retries.forEach((id, retry) -> lines.append(retry.line(id)));
        try {
            AtomicWrite.to(file).text(lines);
        } catch (IOException e) {
            LOG.warn("{} cannot be written: {}; the next runtime may repeat escalations", file, e.toString());
        }
    }
}
