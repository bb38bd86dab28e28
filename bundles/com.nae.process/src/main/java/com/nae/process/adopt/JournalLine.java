package com.nae.process.adopt;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.zip.CRC32;

/**
 * One event in the worker journal: its CRC-32 in hex, its kind, its instance, and values, separated by tabs.
 *
 * @param kind {@code spawning}, {@code running}, {@code ended}, {@code stopped}, {@code budget} or {@code forget}
 * @param values depend on the kind
 */
record JournalLine(String kind, InstanceId id, String[] values) {
    private static final String NOT_KNOWN = "-";
    private static final String TAB = "\t";
    private static final int HEAD = 2;
    private static final int EXIT_VALUES = 4;

    static JournalLine spawning(InstanceId id, String runId, long since, int restarts) {
        return of("spawning", id, runId, since, restarts);
    }

    static JournalLine running(InstanceId id, int pid, long startTime, String bootId) {
        return of("running", id, pid, startTime, bootId);
    }

    /** @param exit empty where the program could not be started, or nobody saw its end */
    static JournalLine ended(InstanceId id, String bootId, Optional<ExitStatus> exit) {
        return exit.map(e -> of("ended", id, bootId, number(e.code()), number(e.signal()), e.at().toEpochMilli()))
                .orElseGet(() -> of("ended", id));
    }

    static JournalLine stopped(InstanceId id, boolean onPurpose) {
        return of("stopped", id, onPurpose);
    }

    static JournalLine budget(InstanceId id, UsedBudget spent) {
        return of("budget", id, spent.values());
    }

    static JournalLine forget(InstanceId id) {
        return of("forget", id);
    }

    private static JournalLine of(String kind, InstanceId id, Object... values) {
        String[] texts = new String[values.length];
        for (int i = 0; i < values.length; i++) {
            texts[i] = values[i].toString();
        }
        return new JournalLine(kind, id, texts);
    }

    /** @throws RuntimeException if it is cut off or damaged */
    static JournalLine parse(String line) {
        int tab = line.indexOf(TAB);
        String event = line.substring(tab + 1);
        if (tab < 0 || !line.substring(0, tab).equals(checksum(event))) {
            throw new IllegalArgumentException("the checksum does not match");
        }
        String[] fields = event.split(TAB);
        String[] values = Arrays.copyOfRange(fields, HEAD, fields.length);
        return new JournalLine(fields[0], InstanceId.parse(fields[1]), values);
    }

    /** The record of the instance after this event; empty where it is forgotten. */
    Optional<WorkerRecord> applyTo(WorkerRecord before) {
        return switch (kind) {
            case "spawning" ->
                Optional.of(before.spawning(values[0], Long.parseLong(values[1]), Integer.parseInt(values[2])));
            case "running" ->
                Optional.of(before.running(Integer.parseInt(values[0]), Long.parseLong(values[1]), values[2]));
            case "ended" -> Optional.of(before.ended(values.length > 0 ? values[0] : "", exit()));
            case "stopped" -> Optional.of(before.stoppedOnPurpose(Boolean.parseBoolean(values[0])));
            case "budget" -> Optional.of(before.spent(UsedBudget.of(values)));
            case "forget" -> Optional.empty();
            default -> throw new IllegalArgumentException(kind);
        };
    }

    private Optional<ExitStatus> exit() {
        if (values.length < EXIT_VALUES) {
            return Optional.empty();
        }
        Instant at = Instant.ofEpochMilli(Long.parseLong(values[3]));
        return Optional.of(new ExitStatus(number(values[1]), number(values[2]), at));
    }

    private static String number(OptionalInt value) {
        return value.isPresent() ? String.valueOf(value.getAsInt()) : NOT_KNOWN;
    }

    private static OptionalInt number(String text) {
        return text.equals(NOT_KNOWN) ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    private static String checksum(String event) {
        CRC32 crc = new CRC32();
        crc.update(event.getBytes(StandardCharsets.UTF_8));
        return Long.toHexString(crc.getValue());
    }

    /** As it stands in the file, with its line end. */
    @Override
    public String toString() {
        StringBuilder event = new StringBuilder(kind).append(TAB).append(id);
        for (String value : values) {
            event.append(TAB).append(value);
        }
        return checksum(event.toString()) + TAB + event + "\n";
    }
}
