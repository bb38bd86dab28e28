package com.nae.issues;

import com.nae.issues.fold.TraceFolder;
import com.nae.issues.scan.Severity;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A short queue of plain error lines. A trace directly after an error line is the same event, so such lines are delayed
 * until it is clear that none follows.
 */
final class PendingErrorLines {
    /** The maximum distance, in lines, of an error record from the trace that it announces. */
    private static final int MAX_DISTANCE = 3;
    /**
     * The number of lines for which an error line is delayed. The line that names an error may stand this far above its
     * stack.
     */
    private static final int MAX_LINES = 12;

    /** The time after which delayed lines are reported if no further line comes. */
    private static final long TIMEOUT_MILLIS = 100;

    private static final int MAX_BYTES = 1024;

    private static final class Line {
        final byte[] bytes = new byte[MAX_BYTES];
        Severity severity;
        int length;
        int message;
        long offset;
        long number;
    }

    private final Line[] lines = new Line[MAX_LINES];
    private int first;
    private int count;
    private long number;
    /** The offset in the stream of the current line. */
    private long offset;

    private long now;
    private long deadline = Long.MAX_VALUE;

    boolean isActive() {
        return count > 0;
    }

    /**
     * Starts the next line, and reports the error lines that were delayed for long enough.
     *
     * @param lineOffset where the line begins in the stream, in bytes
     * @param millis the current time
     */
    void nextLine(DetectionSink sink, long lineOffset, long millis) {
        number++;
        offset = lineOffset;
        now = millis;
        while (count > 0 && number - lines[first].number >= MAX_LINES) {
            reportFirst(sink);
        }
    }

    /** Adds the current line. Its message, after the header with the level, begins at {@code message}. */
    void add(Severity severity, byte[] b, int from, int message, int to) {
        int at = (first + count++) % MAX_LINES;
        if (lines[at] == null) {
            lines[at] = new Line();
        }
        Line line = lines[at];
        line.length = Math.min(MAX_BYTES, to - from);
        System.arraycopy(b, from, line.bytes, 0, line.length);
        line.message = Math.min(line.length, message - from);
        line.severity = severity;
        line.offset = offset;
        line.number = number;
        deadline = now + TIMEOUT_MILLIS;
    }

    /**
     * Makes error lines part of a trace that begins. They are reported separately if the trace turns out to be no
     * error.
     *
     * <p>A trace without a header of its own takes all delayed lines. A trace whose lines each have a level takes all
     * near ones. Any other takes the nearest one.
     */
    void absorbInto(TraceFolder folder, boolean errorLevel, DetectionSink sink) {
        List<Runnable> absorbed = new ArrayList<>();
        int limit = errorLevel || folder.hasErrorLevel() ? MAX_DISTANCE : 1;
        for (int n = folder.isHeadless() ? count : Math.min(countNear(), limit); n > 0; n--) {
            Line line = fromEnd(n);
            Severity severity = line.severity;
            byte[] bytes = Arrays.copyOf(line.bytes, line.length);
            int message = line.message;
            absorbed.add(() -> sink.onErrorLine(severity, bytes, 0, message, bytes.length));
        }
        count -= absorbed.size();
        folder.onEmptyTrace(absorbed);
    }

    private Line fromEnd(int n) {
        return lines[(first + count - n) % MAX_LINES];
    }

    private int countNear() {
        int n = 0;
        while (n < count && number - fromEnd(n + 1).number <= MAX_DISTANCE) {
            n++;
        }
        return n;
    }

    /** Reports all delayed lines, the oldest first. */
    void flush(DetectionSink sink) {
        while (count > 0) {
            reportFirst(sink);
        }
        deadline = Long.MAX_VALUE;
    }

    private void reportFirst(DetectionSink sink) {
        Line line = lines[first];
        first = (first + 1) % MAX_LINES;
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
