package com.nae.issues;

import com.nae.api.issue.SourceIndex;
import com.nae.issues.fold.PartialLines;
import com.nae.issues.scan.LineBounds;
import com.nae.issues.scan.LogText;
import com.nae.issues.scan.RecentLines;
import java.util.List;
import java.util.function.Supplier;

/**
 * A detector of errors in one stream of output. It takes bytes, cut anywhere, and reports traces and plain error lines.
 *
 * <p>A line without any of the triggers is skipped without being decoded. Needs no framework. Times are milliseconds of
 * the caller's clock. Not thread-safe.
 */
public final class ErrorDetector {
    private final Supplier<StackFormats> stackFormats;
    private final LineDetector line;
    private final TraceRepeats repeats = new TraceRepeats();
    private final PartialLines partial = new PartialLines();
    private final RecentLines recentLines = new RecentLines();
    private final LineBuffer incomplete = new LineBuffer();
    /** The bytes that hold the current line and lines before it. */
    private byte[] block = incomplete.terminated();

    private int blockFrom = 1;
    private int blockLine = 1;
    /** The offset in the stream of the byte at {@code blockFrom}. */
    private long blockOffset;

    private long lineOffset;
    private long consumed;

    public ErrorDetector(Supplier<StackFormats> stackFormats, SourceIndex sources, DetectionSink sink) {
        this.stackFormats = stackFormats;
        line = new LineDetector(stackFormats, sources, sink, this::precedingLines);
    }

    /** Detects in the next bytes of the stream. */
    public void feed(byte[] b, int from, int to, long millis) {
        line.time(millis);
        int newline = LineBounds.newline(b, from, to);
        if (newline < 0) {
            incomplete.add(b, from, to);
        } else {
            incomplete.add(b, from, newline + 1);
            readLines(incomplete.terminated(), 1, incomplete.length(), lineOffset);
            incomplete.release();
            int last = LineBounds.lastNewline(b, newline, to);
            lineOffset = consumed + newline + 1 - from;
            readLines(b, newline + 1, last + 1, lineOffset);
            lineOffset = consumed + last + 1 - from;
            incomplete.add(b, last + 1, to);
        }
        consumed += to - from;
    }

    /** Reads complete lines. The byte before the first is a newline. */
    private void readLines(byte[] b, int from, int to, long offset) {
        block = b;
        blockFrom = from;
        blockOffset = offset;
        repeats.reset();
        StackFormats formats = stackFormats.get();
        int at = from;
        while (at < to) {
            int start = repeats.skip(b, at, to, line);
            if (start < to && !line.isOpen() && !partial.isOpen()) {
                start = nextCandidate(formats, b, start, to);
            }
            if (start < 0 || start == to) {
                break;
            }
            long tracesBefore = line.traceCount();
            int end = LineBounds.newline(b, start, to);
            readPiece(formats, b, start, LineBounds.end(b, start, end));
            boolean begins = line.traceCount() > tracesBefore;
            repeats.lineRead(start, begins, line.isFolding());
            line.markNewTrace(begins);
            at = end + 1;
        }
        recentLines.append(b, from, to);
    }

    /** Returns where the next line with a trigger begins; -1 if there is none. */
    private static int nextCandidate(StackFormats formats, byte[] b, int from, int to) {
        int trigger = formats.candidates.find(b, from - 1, to);
        return trigger < 0 ? -1 : LineBounds.start(b, Math.max(trigger, from - 1), from);
    }

    /** Reads a line, or a piece of a line that its transport has cut. */
    private void readPiece(StackFormats formats, byte[] b, int start, int end) {
        long offset = blockOffset + start - blockFrom;
        if (partial.take(b, start, end, offset)) {
            return;
        }
        blockLine = start;
        byte[] joined = partial.complete(b, start, end);
        byte[] plain = joined.length == 0
                ? LogText.withoutColours(b, start, end)
                : LogText.withoutColours(joined, 0, joined.length);
        if (joined.length > 0 || plain.length > 0) {
            readJoined(formats, plain.length > 0 ? plain : joined, joined.length > 0 ? partial.offset() : offset);
        } else {
            line.read(formats, b, start, end, offset);
        }
    }

    private void readJoined(StackFormats formats, byte[] whole, long offset) {
        byte[] withNewline = new byte[whole.length + 1];
        withNewline[0] = '\n';
        System.arraycopy(whole, 0, withNewline, 1, whole.length);
        line.read(formats, withNewline, 1, withNewline.length, offset);
    }

    private List<String> precedingLines() {
        return recentLines.before(block, blockFrom, blockLine);
    }

    /**
     * Returns the time at which {@link #expire} has something to do without further bytes; {@link Long#MAX_VALUE} if
     * nothing is open.
     */
    public long deadline() {
        return line.deadline();
    }

    /** Ends open traces and error lines whose deadline has passed. */
    public void expire(long millis) {
        line.expire(millis);
    }

    /** Ends complete traces, because one run of the program has ended and the next one already writes. */
    public void endComplete() {
        line.endComplete();
    }

    /** Ends everything, because the program has exited. A last line without a newline counts. */
    public void end(long millis) {
        if (!incomplete.isEmpty()) {
            feed(new byte[] {'\n'}, 0, 1, millis);
            consumed--;
            lineOffset = consumed;
        }
        while (partial.isOpen()) {
            readJoined(stackFormats.get(), partial.takeRest(), partial.offset());
        }
        line.end();
    }

    /** Returns the last lines, oldest first. */
    public List<String> recentLines() {
        return recentLines.before(block, 0, 0);
    }

    /** Returns the number of bytes fed so far. */
    public long consumed() {
        return consumed;
    }

    /**
     * Returns the offset from which the stream must be fed again after a restart: that of the earliest line that is not
     * fully processed.
     */
    public long restartOffset() {
        return partial.restartOffset(line.restartOffset(lineOffset));
    }
}
