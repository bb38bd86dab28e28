package com.nae.health.probe;

import com.nae.api.output.LogPosition;
import com.nae.api.output.LogReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Passes once a line that the program printed since its start matches a pattern, and from then on. A line without its
 * end counts too, so that a prompt is found. Used by one thread at a time.
 */
final class LogProbe implements ProbeHandler {
    private static final int MAX_LINE = 4096;

    private final Pattern pattern;
    private final Function<Optional<LogPosition>, LogReader> log;
    private final ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    private final StringBuilder line = new StringBuilder();
    private Optional<LogPosition> read = Optional.empty();
    private boolean matched;

    /** @param log opens a reader at a position, or at the beginning of the program's output */
    LogProbe(Pattern pattern, Function<Optional<LogPosition>, LogReader> log) {
        this.pattern = pattern;
        this.log = log;
    }

    @Override
    public synchronized ProbeResult probe(Duration timeout) throws IOException {
        if (!matched) {
            try (LogReader reader = log.apply(read)) {
                matched = search(reader, Deadline.in(timeout));
                read = Optional.of(reader.position());
            }
        }
        return matched
                ? ProbeResult.passed("its log shows '" + pattern + "'")
                : ProbeResult.failed("its log does not show '" + pattern + "' yet");
    }

    private boolean search(LogReader reader, Deadline deadline) throws IOException {
        while (!deadline.passed() && reader.read(buffer.clear()) > 0) {
            for (byte b : bytes()) {
                if (b != '\n') {
                    append(b);
                } else if (matchesAtEnd(deadline)) {
                    return true;
                }
            }
        }
        return matches(deadline);
    }

    private byte[] bytes() {
        byte[] bytes = new byte[buffer.flip().remaining()];
        buffer.get(bytes);
        return bytes;
    }

    /** The line holds bytes as Latin-1 until it is matched, because a read may end within a character. */
    private void append(byte b) {
        if (line.length() < MAX_LINE) {
            line.append((char) (b & 0xff));
        }
    }

    private boolean matchesAtEnd(Deadline deadline) {
        boolean matches = matches(deadline);
        line.setLength(0);
        return matches;
    }

    private boolean matches(Deadline deadline) {
        String text = new String(line.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
        return !text.isEmpty()
                && pattern.matcher(new DeadlineCharSequence(text, deadline)).find();
    }
}
