package com.nae.issues.fold;

import com.nae.issues.scan.LogText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A buffer that joins lines which a container runtime wrote in pieces, for each of its two streams. Bounded. Not
 * thread-safe.
 *
 * <p>In the CRI logging format, {@code 2026-11-22T09:00:01.0Z stderr P ...}, a piece with the tag F ends the line.
 * Docker writes {@code {"log":"...","stream":"stderr",...}} in pieces of 16 KiB; one that ends with a newline ends the
 * line.
 */
public final class PartialLines {
    private static final int MIN_TIMESTAMP_LENGTH = 20;
    private static final int STREAM_AND_TAG_LENGTH = 8;
    private static final byte[] DOCKER_LOG = bytes("{\"log\":\"");
    private static final byte[] DOCKER_STREAM = bytes("\",\"stream\":\"std");
    /** The number of bytes of a line in one record of Docker. */
    private static final int DOCKER_RECORD_BYTES = 16 << 10;

    /**
     * A piece of a line.
     *
     * @param error whether it was written to stderr
     * @param from where its text begins
     * @param to where its text ends
     * @param more whether another piece follows
     * @param json whether it is a record of Docker
     */
    private record Piece(boolean error, int from, int to, boolean more, boolean json) {}

    /** The pieces of one line so far. */
    private static final class OpenLine {
        final ByteArrayOutputStream line = new ByteArrayOutputStream();
        long offset;
        boolean json;

        boolean isStarted() {
            return line.size() > 0;
        }

        void add(byte[] b, int from, int to) {
            line.write(b, Math.min(from, to), Math.max(0, Math.min(to - from, LogText.JSON_BYTES - line.size())));
        }
    }

    private final OpenLine out = new OpenLine();
    private final OpenLine err = new OpenLine();
    private long offset;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Returns whether a line was begun and not completed. */
    public boolean isOpen() {
        return out.isStarted() || err.isStarted();
    }

    /** Takes a piece if it is not the last one of its line; returns whether it was taken. */
    public boolean take(byte[] b, int start, int end, long at) {
        Optional<Piece> piece = piece(b, start, end).filter(Piece::more);
        piece.ifPresent(p -> {
            OpenLine line = p.error() ? err : out;
            line.offset = line.isStarted() ? line.offset : at;
            line.json = p.json();
            line.add(b, line.isStarted() ? p.from() : start, p.to());
        });
        return piece.isPresent();
    }

    /** Returns the line that the last piece completes; empty if the bytes are no last piece. */
    public byte[] complete(byte[] b, int start, int end) {
        Optional<Piece> piece =
                isOpen() ? piece(b, start, end).filter(p -> (p.error() ? err : out).isStarted()) : Optional.empty();
        return piece.map(p -> {
                    OpenLine line = p.error() ? err : out;
                    line.json = false;
                    line.add(b, p.from(), end);
                    return takeRest(line);
                })
                .orElseGet(() -> new byte[0]);
    }

    /** Returns an open line as far as it was written, and closes it. */
    public byte[] takeRest() {
        return takeRest(err.isStarted() ? err : out);
    }

    /** Returns the joined line in the form that its transport gives to a complete one, and empties the buffer. */
    private byte[] takeRest(OpenLine open) {
        byte[] line = open.line.toByteArray();
        offset = open.offset;
        open.line.reset();
        int tag = tag(line, 0, line.length);
        if (tag > 0) {
            line[tag] = 'F';
        }
        if (open.json) {
            line = Arrays.copyOf(line, line.length + 2);
            line[line.length - 2] = '"';
            line[line.length - 1] = '}';
        }
        return line;
    }

    /** Returns the offset in the stream of the line that was completed last. */
    public long offset() {
        return offset;
    }

    /** Returns the offset of the earliest open line, or the given offset if none is open. */
    public long restartOffset(long otherwise) {
        return Stream.of(out, err)
                .filter(OpenLine::isStarted)
                .mapToLong(o -> o.offset)
                .reduce(otherwise, Math::min);
    }

    private static Optional<Piece> piece(byte[] b, int start, int end) {
        int tag = tag(b, start, end);
        if (tag >= 0) {
            return Optional.of(new Piece(b[tag - 2] == 'r', tag + 2, end, b[tag] == 'P', false));
        }
        return startsWith(b, start, end, DOCKER_LOG)
                ? dockerPiece(b, start + DOCKER_LOG.length, end)
                : Optional.empty();
    }

    /** Parses a record of Docker. Another piece follows if it is full and does not end with a newline. */
    private static Optional<Piece> dockerPiece(byte[] b, int from, int end) {
        int quote = from;
        boolean newline = false;
        while (quote < end && b[quote] != '"') {
            boolean escape = b[quote] == '\\' && quote + 1 < end;
            newline = escape && b[quote + 1] == 'n';
            quote += escape ? 2 : 1;
        }
        int stream = quote + DOCKER_STREAM.length;
        boolean matches = startsWith(b, quote, end, DOCKER_STREAM) && stream < end;
        return matches
                ? Optional.of(
                        new Piece(b[stream] == 'e', from, quote, !newline && quote - from >= DOCKER_RECORD_BYTES, true))
                : Optional.empty();
    }

    private static boolean startsWith(byte[] b, int from, int end, byte[] text) {
        return end - from >= text.length && Arrays.equals(b, from, from + text.length, text, 0, text.length);
    }

    /** Returns where the tag F or P stands in a CRI line; -1 if the line has another form. */
    private static int tag(byte[] b, int start, int end) {
        if (end - start < MIN_TIMESTAMP_LENGTH + STREAM_AND_TAG_LENGTH
                || b[start] < '0'
                || b[start] > '9'
                || b[start + 4] != '-'
                || b[start + 10] != 'T') {
            return -1;
        }
        int i = start + MIN_TIMESTAMP_LENGTH - 1;
        while (i < end && b[i] != ' ' && i < start + 40) {
            i++;
        }
        boolean matches = i + STREAM_AND_TAG_LENGTH + 1 < end
                && b[i + 1] == 's'
                && b[i + 2] == 't'
                && b[i + 3] == 'd'
                && b[i + 7] == ' '
                && (b[i + 8] == 'F' || b[i + 8] == 'P')
                && b[i + 9] == ' ';
        return matches ? i + 8 : -1;
    }
}
