package com.nae.issues;

import com.nae.api.issue.SourceIndex;
import com.nae.issues.fold.PartialLines;
import com.nae.issues.scan.LineBounds;
import com.nae.issues.scan.LogText;
import com.nae.issues.scan.RecentLines;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds the errors in one stream of output. Bytes go in, cut anywhere; traces and plain error lines come out. A line
 * that holds none of the triggers is passed over without being decoded. Needs no framework; not thread-safe; times are
 * milliseconds of any clock.
 */
public final class ErrorDetector {
    private final Supplier<StackFormats> stackFormats;
    private final LineDetector line;
    private final TraceRepeats repeats = new TraceRepeats();
    private final PartialLines partial = new PartialLines();
    private final RecentLines tail = new RecentLines();
    private final LineBuffer carry = new LineBuffer();
    /** Where the line being read stands, for the lines before it. */
    private byte[] block = carry.terminated();

    private int blockFrom = 1;
    private int blockLine = 1;
    /** The offset in the stream at which {@code blockFrom} lies. */
    private long blockOffset;

    private long lineOffset;
    private long consumed;

    public ErrorDetector(Supplier<StackFormats> stackFormats, SourceIndex sources, DetectionSink sink) {
        this.stackFormats = stackFormats;
        line = new LineDetector(stackFormats, sources, sink, this::before);
    }

    /** Takes the next bytes of the stream. */
    public void feed(byte[] b, int from, int to, long millis) {
        line.time(millis);
        int newline = LineBounds.newline(b, from, to);
        if (newline < 0) {
            carry.add(b, from, to);
        } else {
            carry.add(b, from, newline + 1);
            lines(carry.terminated(), 1, carry.length(), lineOffset);
            carry.release();
            int last = LineBounds.lastNewline(b, newline, to);
            lineOffset = consumed + newline + 1 - from;
            lines(b, newline + 1, last + 1, lineOffset);
            lineOffset = consumed + last + 1 - from;
            carry.add(b, last + 1, to);
        }
        consumed += to - from;
    }

    /** Whole lines; the byte before the first is a newline. */
    private void lines(byte[] b, int from, int to, long offset) {
        block = b;
        blockFrom = from;
        blockOffset = offset;
        repeats.reset();
        StackFormats known = stackFormats.get();
        int at = from;
        while (at < to) {
            int start = repeats.skip(b, at, to, line);
            if (start < to && !line.isOpen() && !partial.isOpen()) {
                start = candidate(known, b, start, to);
            }
            if (start < 0 || start == to) {
                break;
            }
            long begun = line.traceCount();
            int end = LineBounds.newline(b, start, to);
            piece(known, b, start, LineBounds.end(b, start, end));
            boolean begins = line.traceCount() > begun;
            repeats.lineRead(start, begins, line.isFolding());
            line.markAlone(begins);
            at = end + 1;
        }
        tail.append(b, from, to);
    }

    /** Where the next line begins that holds a trigger; -1 where none does. */
    private static int candidate(StackFormats known, byte[] b, int from, int to) {
        int hit = known.candidates.find(b, from - 1, to);
        return hit < 0 ? -1 : LineBounds.start(b, Math.max(hit, from - 1), from);
    }

    /** A line, or a piece of one that its transport has cut. */
    private void piece(StackFormats known, byte[] b, int start, int end) {
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
            joined(known, plain.length > 0 ? plain : joined, joined.length > 0 ? partial.offset() : offset);
        } else {
            line.read(known, b, start, end, offset);
        }
    }

    private void joined(StackFormats known, byte[] whole, long offset) {
        byte[] behindNewline = new byte[whole.length + 1];
        behindNewline[0] = '\n';
        System.arraycopy(whole, 0, behindNewline, 1, whole.length);
        line.read(known, behindNewline, 1, behindNewline.length, offset);
    }

    private List<String> before() {
        return tail.before(block, blockFrom, blockLine);
    }

    /**
     * When {@link #expire} has something to do if nothing more is fed; {@link Long#MAX_VALUE} while nothing is open.
     */
    public long deadline() {
        return line.deadline();
    }

    /** Ends what has been silent for long enough. */
    public void expire(long millis) {
        line.expire(millis);
    }

    /** Ends what is complete: one writer is gone, and another one writes already. */
    public void endWhole() {
        line.endWhole();
    }

    /** Ends everything: the writer is gone. A last line without a newline counts. */
    public void end(long millis) {
        if (!carry.isEmpty()) {
            feed(new byte[] {'\n'}, 0, 1, millis);
            consumed--;
            lineOffset = consumed;
        }
        while (partial.isOpen()) {
            joined(stackFormats.get(), partial.takeRest(), partial.offset());
        }
        line.end();
    }

    /** The last few lines, oldest first. */
    public List<String> recentLines() {
        return tail.before(block, 0, 0);
    }

    /** How many bytes were fed. */
    public long consumed() {
        return consumed;
    }

    /**
     * From where the stream is to be fed again after a restart: the beginning of the earliest line that is not dealt
     * with.
     */
    public long restartOffset() {
        return partial.restartOffset(line.restartOffset(lineOffset));
    }
}
