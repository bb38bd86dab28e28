package com.nae.issues.fold;

import com.nae.issues.scan.LogText;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lines that a container runtime wrote in pieces, put together again, for each of its two streams:
 * {@code 2026-11-22T09:00:01.0Z stderr P ...} until one with an F ends it, see the CRI's logging format; and Docker's
 * {@code {"log":"...","stream":"stderr",...}} of 16 KB, until one ends in a newline. Bounded. Not thread-safe.
 */
public final class PartialLines {
    private static final int STAMP = 20;
    private static final int TAG = 8;
    private static final byte[] LOG = bytes("{\"log\":\"");
    private static final byte[] STREAM = bytes("\",\"stream\":\"std");
    /** The bytes of a line that Docker puts into one record. */
    private static final int RECORD = 16 << 10;

    /** What a runtime wrote of a line: its text lies between; {@code more} where another piece follows. */
    private record Piece(boolean error, int from, int to, boolean more, boolean json) {}

    /** The pieces of one line so far. */
    private static final class Open {
        final ByteArrayOutputStream line = new ByteArrayOutputStream();
        long offset;
        boolean json;

        boolean some() {
            return line.size() > 0;
        }

        void add(byte[] b, int from, int to) {
            line.write(b, Math.min(from, to), Math.max(0, Math.min(to - from, LogText.JSON_BYTES - line.size())));
        }
    }

    private final Open out = new Open();
    private final Open error = new Open();
    private long offset;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    public boolean isOpen() {
        return out.some() || error.some();
    }

    /** Takes a piece that is not the last one; whether it was one. */
    public boolean take(byte[] b, int start, int end, long at) {
        Optional<Piece> piece = piece(b, start, end).filter(Piece::more);
        piece.ifPresent(p -> {
            Open line = p.error() ? error : out;
            line.offset = line.some() ? line.offset : at;
            line.json = p.json();
            line.add(b, line.some() ? p.from() : start, p.to());
        });
        return piece.isPresent();
    }

    /** Ends an open line with its last piece; empty where this is none. */
    public byte[] complete(byte[] b, int start, int end) {
        Optional<Piece> piece =
                isOpen() ? piece(b, start, end).filter(p -> (p.error() ? error : out).some()) : Optional.empty();
        return piece.map(p -> {
                    Open line = p.error() ? error : out;
                    line.json = false;
                    line.add(b, p.from(), end);
                    return takeRest(line);
                })
                .orElseGet(() -> new byte[0]);
    }

    /** What there is of an open line. */
    public byte[] takeRest() {
        return takeRest(error.some() ? error : out);
    }

    private byte[] takeRest(Open open) {
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

    /** Where the line put together last begins. */
    public long offset() {
        return offset;
    }

    /** Where the earliest open line begins; the given offset while none is open. */
    public long restartOffset(long otherwise) {
        return Stream.of(out, error).filter(Open::some).mapToLong(o -> o.offset).reduce(otherwise, Math::min);
    }

    private static Optional<Piece> piece(byte[] b, int start, int end) {
        int tag = tag(b, start, end);
        if (tag >= 0) {
            return Optional.of(new Piece(b[tag - 2] == 'r', tag + 2, end, b[tag] == 'P', false));
        }
        return at(b, start, end, LOG) ? record(b, start + LOG.length, end) : Optional.empty();
    }

    /** A record of Docker's; another piece follows where it is full and ends in no newline. */
    private static Optional<Piece> record(byte[] b, int from, int end) {
        int quote = from;
        boolean newline = false;
        while (quote < end && b[quote] != '"') {
            boolean escape = b[quote] == '\\' && quote + 1 < end;
            newline = escape && b[quote + 1] == 'n';
            quote += escape ? 2 : 1;
        }
        int stream = quote + STREAM.length;
        boolean form = at(b, quote, end, STREAM) && stream < end;
        return form
                ? Optional.of(new Piece(b[stream] == 'e', from, quote, !newline && quote - from >= RECORD, true))
                : Optional.empty();
    }

    private static boolean at(byte[] b, int from, int end, byte[] text) {
        return end - from >= text.length && Arrays.equals(b, from, from + text.length, text, 0, text.length);
    }

    /** Where F or P stands; -1 where the line has another form. */
    private static int tag(byte[] b, int start, int end) {
        if (end - start < STAMP + TAG
                || b[start] < '0'
                || b[start] > '9'
                || b[start + 4] != '-'
                || b[start + 10] != 'T') {
            return -1;
        }
        int i = start + STAMP - 1;
        while (i < end && b[i] != ' ' && i < start + 40) {
            i++;
        }
        boolean form = i + TAG + 1 < end
                && b[i + 1] == 's'
                && b[i + 2] == 't'
                && b[i + 3] == 'd'
                && b[i + 7] == ' '
                && (b[i + 8] == 'F' || b[i + 8] == 'P')
                && b[i + 9] == ' ';
        return form ? i + 8 : -1;
    }
}
