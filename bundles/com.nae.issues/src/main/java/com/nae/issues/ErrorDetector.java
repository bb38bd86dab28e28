package com.nae.issues;

import com.nae.api.issue.SourceIndex;
import com.nae.issues.fold.EscapedText;
import com.nae.issues.fold.PartialLines;
import com.nae.issues.fold.TraceFolder;
import com.nae.issues.scan.JsonEnvelope;
import com.nae.issues.scan.LineBounds;
import com.nae.issues.scan.LogText;
import com.nae.issues.scan.RecentLines;
import com.nae.issues.scan.RecordHeader;
import com.nae.issues.scan.Severity;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds the errors in one stream of output. Bytes go in, cut anywhere; traces and plain error lines come out. A line
 * that holds none of the triggers is passed over without being decoded. Needs no framework; not thread-safe; times are
 * milliseconds of any clock.
 */
public final class ErrorDetector {
    private final Supplier<StackFormats> stackFormats;
    private final DetectionSink sink;
    private final TraceFolder folder;
    private final StructuredRecords records;
    private final PendingErrorLines pending = new PendingErrorLines();
    private final RecordHeader header = new RecordHeader();
    private final JsonEnvelope envelope = new JsonEnvelope();
    private final PartialLines partial = new PartialLines();
    private final RecentLines tail = new RecentLines();
    private final LineBuffer carry = new LineBuffer();
    /** Where the line being read stands, for the lines before it. */
    private byte[] block = carry.terminated();

    private int blockFrom = 1;
    private int blockLine = 1;
    /** The offset in the stream at which {@code blockFrom} lies. */
    private long blockOffset;
    /** The offset in the stream at which the line being read begins. */
    private long lineStart;

    private final TraceFolder.PrecedingLines before = this::before;
    /** Whether nothing else was found since the trace begun last. */
    private boolean alone;

    private long lineOffset;
    private long consumed;
    private long now;

    public ErrorDetector(Supplier<StackFormats> stackFormats, SourceIndex sources, DetectionSink sink) {
        this.stackFormats = stackFormats;
        this.sink = sink;
        folder = new TraceFolder(() -> stackFormats.get().formats, sources, sink::onTrace, sink::onQuotedTrace);
        records = new StructuredRecords(stackFormats, sources, sink, folder);
    }

    /** Takes the next bytes of the stream. */
    public void feed(byte[] b, int from, int to, long millis) {
        now = millis;
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
        StackFormats known = stackFormats.get();
        int at = from;
        int trace = -1;
        int gap = 0;
        while (at < to) {
            int start = trace < 0 || gap != at - trace ? at : afterRepeats(b, trace, at, to);
            trace = start > at ? start - (at - trace) : trace;
            if (start == to) {
                break;
            }
            if (folder.isIdle() && !pending.isActive() && !partial.isOpen()) {
                start = candidate(known, b, start, to);
                if (start < 0) {
                    break;
                }
            }
            long begun = folder.traceCount();
            int end = LineBounds.newline(b, start, to);
            piece(known, b, start, LineBounds.end(b, start, end));
            boolean begins = folder.traceCount() > begun;
            if (begins && trace >= 0) {
                gap = start - trace;
            } else if (folder.isIdle()) {
                gap = 0;
            }
            if (folder.isIdle()) {
                trace = -1;
            } else if (begins) {
                trace = start;
            }
            alone |= begins;
            at = end + 1;
        }
        tail.append(b, from, to);
    }

    /** Where the next line begins that holds a trigger; -1 where none does. */
    private static int candidate(StackFormats known, byte[] b, int from, int to) {
        int hit = known.candidates.find(b, from - 1, to);
        return hit < 0 ? -1 : LineBounds.start(b, Math.max(hit, from - 1), from);
    }

    /** Counts the repetitions of the trace that ends at {@code at}, and returns where to go on behind them. */
    private int afterRepeats(byte[] b, int trace, int at, int to) {
        if (!alone || pending.isActive() || !folder.isRepeatable()) {
            return at;
        }
        int end = TraceRepeats.end(b, trace, at, to);
        for (int repeat = at; repeat < end; repeat += at - trace) {
            folder.countRepeat();
        }
        return end;
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
            line(known, plain.length > 0 ? plain : joined, joined.length > 0 ? partial.offset() : offset);
        } else {
            line(known, b, start, end, offset);
        }
    }

    private void line(StackFormats known, byte[] whole, long offset) {
        byte[] behindNewline = new byte[whole.length + 1];
        behindNewline[0] = '\n';
        System.arraycopy(whole, 0, behindNewline, 1, whole.length);
        line(known, behindNewline, 1, behindNewline.length, offset);
    }

    private void line(StackFormats known, byte[] b, int start, int end, long offset) {
        lineStart = offset;
        pending.nextLine(sink, offset, now);
        boolean word = known.traceTriggers.find(b, start - 1, end) >= 0;
        int json = envelope.jsonStart(b, start, end);
        boolean taken = false;
        if (json >= 0) {
            alone = false;
            taken = records.json(
                    LogText.decode(b, start, json, LogText.LINE_BYTES),
                    LogText.decode(b, json, end, LogText.JSON_BYTES),
                    pending,
                    offset,
                    now);
        } else if (word || !folder.isIdle()) {
            String text = LogText.decode(b, start, end, LogText.LINE_BYTES);
            taken = traced(text, word, b, start, end);
        }
        if (!taken) {
            plain(known, b, start, end);
        }
    }

    /** Whether the line is a record with a whole trace in it, its line ends escaped. */
    private boolean escaped(byte[] b, int start, int end) {
        alone = false;
        String line = LogText.decode(b, start, end, LogText.JSON_BYTES);
        Severity severity = header.read(b, start, end).severity();
        return (severity != Severity.NONE || EscapedText.isKeyValue(line)) && records.escaped(line, severity);
    }

    /** Whether the line is part of a trace, or begins one. */
    private boolean traced(String text, boolean word, byte[] b, int start, int end) {
        boolean record = header.read(b, start, end).startsRecord();
        if (folder.take(text, record, now)) {
            return true;
        }
        if (word && EscapedText.isIn(text) && escaped(b, start, end)) {
            return true;
        }
        boolean begun = word && folder.begin(text, before, lineStart, now);
        if (begun) {
            pending.absorbInto(folder, false, sink);
        }
        return begun;
    }

    private List<String> before() {
        return tail.before(block, blockFrom, blockLine);
    }

    private void plain(StackFormats known, byte[] b, int start, int end) {
        Severity severity = header.read(b, start, end).severity();
        alone &= !severity.isError();
        if (severity.isError()) {
            pending.hold(severity, b, start, header.levelEnd(), end);
        } else if (severity == Severity.NONE && known.lastWords.find(b, start, end) >= 0) {
            pending.hold(Severity.CRITICAL, b, start, start, end);
        }
    }

    /**
     * When {@link #expire} has something to do if nothing more is fed; {@link Long#MAX_VALUE} while nothing is open.
     */
    public long deadline() {
        return Math.min(folder.deadline(), pending.deadline());
    }

    /** Ends what has been silent for long enough. */
    public void expire(long millis) {
        now = millis;
        if (pending.deadline() <= millis) {
            pending.flush(sink);
        }
        folder.expire(millis);
    }

    /** Ends everything: the writer is gone. A last line without a newline counts. */
    public void end(long millis) {
        if (!carry.isEmpty()) {
            feed(new byte[] {'\n'}, 0, 1, millis);
            consumed--;
            lineOffset = consumed;
        }
        while (partial.isOpen()) {
            line(stackFormats.get(), partial.takeRest(), partial.offset());
        }
        pending.flush(sink);
        folder.expire(Long.MAX_VALUE);
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
        return partial.restartOffset(pending.restartOffset(folder.restartOffset(lineOffset)));
    }
}
