package com.nae.issues.track;

import com.nae.api.process.LogPosition;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;

/**
 * Where the pieces of a stream that are not dealt with yet begin: in the stream as fed, and in the log files. Bounded.
 * Not thread-safe.
 */
final class StreamOffsets {
    private static final int MOST = 64;

    private record Start(long fed, LogPosition at) {}

    private final Deque<Start> starts = new ArrayDeque<>();

    /** A piece of so many bytes is fed next; {@code behind} is where reading stands behind it. */
    void add(long fed, LogPosition behind, int bytes) {
        starts.addLast(new Start(fed, new LogPosition(behind.file(), Math.max(0, behind.offset() - bytes))));
    }

    /** What was fed before is dealt with. */
    void trim(long safe) {
        while (starts.size() > 1 && (second().fed() <= safe || starts.size() > MOST)) {
            starts.removeFirst();
        }
    }

    private Start second() {
        Iterator<Start> i = starts.iterator();
        i.next();
        return i.next();
    }

    /** Where in the log files an offset of the stream lies; the given position where no piece is known. */
    LogPosition at(long safe, LogPosition otherwise) {
        if (starts.isEmpty()) {
            return otherwise;
        }
        Start start = starts.getFirst();
        return new LogPosition(start.at().file(), start.at().offset() + Math.max(0, safe - start.fed()));
    }

    void clear() {
        starts.clear();
    }
}
