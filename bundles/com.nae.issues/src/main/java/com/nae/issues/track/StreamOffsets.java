package com.nae.issues.track;

import com.nae.api.output.LogPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * A map from offsets in a stream to positions in its log files, for the pieces that are not fully processed. Bounded.
 * Not thread-safe.
 */
final class StreamOffsets {
    private static final int MAX_PIECES = 64;

    private record Piece(long fed, LogPosition at) {}

    private final Deque<Piece> pieces = new ArrayDeque<>();

    /**
     * Adds the piece that is fed next.
     *
     * @param fed the offset in the stream at which it begins
     * @param end the position in the log behind it
     * @param bytes its length
     */
    void add(long fed, LogPosition end, int bytes) {
        pieces.addLast(new Piece(fed, new LogPosition(end.file(), Math.max(0, end.offset() - bytes))));
    }

    /** Removes the pieces that lie before an offset: they are processed. */
    void trim(long offset) {
        while (pieces.size() > 1 && (second().fed() <= offset || pieces.size() > MAX_PIECES)) {
            pieces.removeFirst();
        }
    }

    private Piece second() {
        Iterator<Piece> i = pieces.iterator();
        i.next();
        return i.next();
    }

    /** Returns the position in the log files of an offset in the stream, or the given position if no piece is known. */
    LogPosition at(long offset, LogPosition otherwise) {
        if (pieces.isEmpty()) {
            return otherwise;
        }
        Piece piece = pieces.getFirst();
        return new LogPosition(piece.at().file(), piece.at().offset() + Math.max(0, offset - piece.fed()));
    }

    void clear() {
        pieces.clear();
    }
}
