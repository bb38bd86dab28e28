package com.nae.issues.fold;

import java.util.List;
import java.util.Optional;

/**
 * The last trace of a stream, which explains the exit of the program if it was printed shortly before it.
 *
 * @param fingerprint of its fault; empty while there was no trace
 * @param millis when it was complete, by the clock of detection
 * @param end the beginning of its last line
 */
public record LastTrace(Optional<String> fingerprint, long millis, String end) {
    public static final LastTrace NONE = new LastTrace(Optional.empty(), 0, "");

    /** Handlers of the exit print after the trace, but not for longer than this. */
    private static final long EXIT_MILLIS = 1_000;

    private static final int COMPARED_LENGTH = 60;

    public static LastTrace of(String fingerprint, long millis, FoldedTrace trace) {
        List<String> lines = trace.evidence();
        String last = lines.isEmpty() ? "" : lines.get(lines.size() - 1).strip();
        return new LastTrace(
                Optional.of(fingerprint), millis, last.substring(0, Math.min(COMPARED_LENGTH, last.length())));
    }

    /** Returns the fingerprint if the trace was printed at {@code from} or later. */
    public Optional<String> since(long from) {
        return fingerprint.filter(f -> millis >= from);
    }

    /** Whether it stands at the end of the output: within the last few lines, or within the last second. */
    public boolean endsOutput(long now, List<String> recentLines) {
        return now - millis <= EXIT_MILLIS || recentLines.stream().anyMatch(line -> line.contains(end));
    }
}
