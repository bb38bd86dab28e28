package com.nae.issues;

import com.nae.issues.fold.TraceFolder;
import com.nae.issues.scan.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The plain error lines of the last few lines, held back for a moment: a trace right behind them is the same event. */
final class PendingErrorLines {
    /** Lines that may stand between an error record and the trace it announces. */
    private static final int CLOSE = 3;
    /** Lines through which one is held; the line that names an error may stand that far above its stack. */
    private static final int HELD = 12;

    private static final long SILENCE = 100;
    private static final int BYTES = 1024;

    private static final class Line {
        final byte[] bytes = new byte[BYTES];
        Severity severity;
        int length;
        int message;
        long offset;
        long number;
    }

    private final Line[] lines = new Line[HELD];
    private int first;
    private int count;
    private long number;
    /** Where the present line begins in the stream, and when it came. */
    private long offset;

    private long now;
    private long deadline = Long.MAX_VALUE;

    boolean isActive() {
        return count > 0;
    }

    /**
     * Another line begins: reports the lines that have been held for long enough.
     *
     * @param lineOffset where it begins in the stream, in bytes
     * @param millis the time now
     */
    void nextLine(DetectionSink sink, long lineOffset, long millis) {
        number++;
        offset = lineOffset;
        now = millis;
        while (count > 0 && number - lines[first].number >= HELD) {
            release(sink);
        }
    }

    /** Holds the present line; its text behind the level begins at {@code message}. */
    void hold(Severity severity, byte[] b, int from, int message, int to) {
        int at = (first + count++) % HELD;
        if (lines[at] == null) {
            lines[at] = new Line();
        }
        Line line = lines[at];
        line.length = Math.min(BYTES, to - from);
        System.arraycopy(b, from, line.bytes, 0, line.length);
        line.message = Math.min(line.length, message - from);
        line.severity = severity;
        line.offset = offset;
        line.number = number;
        deadline = now + SILENCE;
    }

    /**
     * A trace begins: the record close above it is part of it; of a stack without a head of its own all that is held;
     * where each of its lines bears a level, all that are close. They go with it; should it tell nothing, they are of
     * their own again.
     */
    void absorbInto(TraceFolder folder, boolean leveled, DetectionSink sink) {
        List<Runnable> absorbed = new ArrayList<>();
        int most = leveled || folder.hasErrorLevel() ? CLOSE : 1;
        for (int n = folder.isHeadless() ? count : Math.min(close(), most); n > 0; n--) {
            Line line = last(n);
            Severity severity = line.severity;
            byte[] bytes = Arrays.copyOf(line.bytes, line.length);
            int message = line.message;
            absorbed.add(() -> sink.onErrorLine(severity, bytes, 0, message, bytes.length));
        }
        count -= absorbed.size();
        folder.onEmptyTrace(absorbed);
    }

    private Line last(int n) {
        return lines[(first + count - n) % HELD];
    }

    private int close() {
        int n = 0;
        while (n < count && number - last(n + 1).number <= CLOSE) {
            n++;
        }
        return n;
    }

    /** Lets go of all that is held, the oldest first. */
    void flush(DetectionSink sink) {
        while (count > 0) {
            release(sink);
        }
        deadline = Long.MAX_VALUE;
    }

    private void release(DetectionSink sink) {
        Line line = lines[first];
        first = (first + 1) % HELD;
        count--;
        sink.onErrorLine(line.severity, line.bytes, 0, line.message, line.length);
    }

    long deadline() {
        return count > 0 ? deadline : Long.MAX_VALUE;
    }

    long restartOffset(long otherwise) {
        return count > 0 ? Math.min(lines[first].offset, otherwise) : otherwise;
    }
}
