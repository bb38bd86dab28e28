package com.nae.issues;

import com.nae.api.issue.SourceIndex;
import com.nae.issues.fold.Escaped;
import com.nae.issues.fold.Folder;
import com.nae.issues.fold.Partial;
import com.nae.issues.scan.Envelope;
import com.nae.issues.scan.Header;
import com.nae.issues.scan.Lines;
import com.nae.issues.scan.Severity;
import com.nae.issues.scan.Tail;
import com.nae.issues.scan.Text;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Finds the errors in one stream of output. Bytes go in, cut anywhere; traces and plain error lines come out. A line
 * that holds none of the triggers is passed over without being decoded. Needs no framework; not thread-safe; times are
 * milliseconds of any clock.
 */
public final class Detector {
    /** Bytes by which the beginning of a repeated trace is told at a glance. */
    private static final int HEAD = 16;

    private final Supplier<Dialects> dialects;
    private final Sink sink;
    private final Folder folder;
    private final Records records;
    private final Pending pending = new Pending();
    private final Header header = new Header();
    private final Envelope envelope = new Envelope();
    private final Partial partial = new Partial();
    private final Tail tail = new Tail();
    private final Carry carry = new Carry();
    /** Where the line being read stands, for the lines before it. */
    private byte[] block = carry.whole();

    private int blockFrom = 1;
    private int blockLine = 1;
    private final Folder.Before before = this::before;
    /** Whether nothing else was found since the trace begun last. */
    private boolean alone;

    private long lineOffset;
    private long consumed;
    private long now;

    public Detector(Supplier<Dialects> dialects, SourceIndex sources, Sink sink) {
        this.dialects = dialects;
        this.sink = sink;
        folder = new Folder(() -> dialects.get().formats, sources, sink::trace, sink::quoted);
        records = new Records(dialects, sources, sink, folder);
    }

    /** Takes the next bytes of the stream. */
    public void feed(byte[] b, int from, int to, long millis) {
        now = millis;
        int newline = Lines.newline(b, from, to);
        if (newline < 0) {
            carry.add(b, from, to);
        } else {
            carry.add(b, from, newline + 1);
            lines(carry.whole(), 1, carry.length(), lineOffset);
            carry.release();
            int last = Lines.lastNewline(b, newline, to);
            lineOffset = consumed + newline + 1 - from;
            lines(b, newline + 1, last + 1, lineOffset);
            lineOffset = consumed + last + 1 - from;
            carry.add(b, last + 1, to);
        }
        consumed += to - from;
    }

    /** Whole lines; the byte before the first is a newline. */
    private void lines(byte[] b, int from, int to, long offset) {
        Dialects known = dialects.get();
        int at = from;
        int trace = -1;
        int gap = 0;
        while (at < to) {
            int start = trace < 0 || gap != at - trace ? at : repeats(b, trace, at, to);
            trace = start > at ? start - (at - trace) : trace;
            if (start == to) {
                break;
            }
            if (folder.idle() && !pending.active() && !partial.open()) {
                int hit = known.all.find(b, start - 1, to);
                if (hit < 0) {
                    break;
                }
                start = Lines.start(b, Math.max(hit, start - 1), start);
            }
            long begun = folder.begun();
            int end = Lines.newline(b, start, to);
            piece(known, b, from, start, Lines.end(b, start, end), offset + start - from);
            boolean begins = folder.begun() > begun;
            gap = begins && trace >= 0 ? start - trace : folder.idle() ? 0 : gap;
            trace = folder.idle() ? -1 : begins ? start : trace;
            alone |= begins;
            at = end + 1;
        }
        tail.remember(b, from, to);
    }

    private static boolean sameHead(byte[] b, int trace, int start, int to) {
        return start - trace >= HEAD
                && start + HEAD <= to
                && Arrays.equals(b, trace, trace + HEAD, b, start, start + HEAD);
    }

    /**
     * Where to go on behind repetitions, byte for byte, of the trace that ends at {@code at}; each is counted, none is
     * folded. The trace before it was the same already, so what was open behind that one is what is open behind this
     * one, and behind each to come.
     */
    private int repeats(byte[] b, int trace, int at, int to) {
        int length = at - trace;
        int end = at;
        if (sameHead(b, trace, at, to)
                && folder.repeatable()
                && alone
                && !pending.active()
                && Arrays.equals(b, trace - length, trace, b, trace, at)) {
            while (end + length <= to && Arrays.equals(b, trace, at, b, end, end + length)) {
                folder.again();
                end += length;
            }
        }
        return end;
    }

    /** A line, or a piece of one that its transport has cut. */
    private void piece(Dialects known, byte[] b, int from, int start, int end, long offset) {
        if (partial.take(b, start, end, offset)) {
            return;
        }
        block = b;
        blockFrom = from;
        blockLine = start;
        byte[] joined = partial.whole(b, start, end);
        byte[] plain = joined.length == 0 ? Text.uncoloured(b, start, end) : Text.uncoloured(joined, 0, joined.length);
        if (joined.length > 0 || plain.length > 0) {
            line(known, plain.length > 0 ? plain : joined, joined.length > 0 ? partial.offset() : offset);
        } else {
            line(known, b, start, end, offset);
        }
    }

    private void line(Dialects known, byte[] whole, long offset) {
        byte[] behindNewline = new byte[whole.length + 1];
        behindNewline[0] = '\n';
        System.arraycopy(whole, 0, behindNewline, 1, whole.length);
        line(known, behindNewline, 1, behindNewline.length, offset);
    }

    private void line(Dialects known, byte[] b, int start, int end, long offset) {
        pending.aged(sink);
        boolean word = known.traces.find(b, start - 1, end) >= 0;
        int json = envelope.json(b, start, end);
        boolean taken = false;
        if (json >= 0) {
            alone = false;
            taken = records.json(
                    Text.decode(b, start, json, Text.LINE_BYTES),
                    Text.decode(b, json, end, Text.JSON_BYTES),
                    pending,
                    offset,
                    now);
        } else if (word || !folder.idle()) {
            String text = Text.decode(b, start, end, Text.LINE_BYTES);
            taken = traced(text, word, b, start, end, offset);
        }
        if (!taken) {
            plain(known, b, start, end, offset);
        }
    }

    /** Whether the line is a record with a whole trace in it, its line ends escaped. */
    private boolean escaped(byte[] b, int start, int end) {
        alone = false;
        String line = Text.decode(b, start, end, Text.JSON_BYTES);
        Severity severity = header.read(b, start, end).severity();
        return (severity != Severity.NONE || Escaped.valued(line)) && records.escaped(line, severity);
    }

    /** Whether the line is part of a trace, or begins one. */
    private boolean traced(String text, boolean word, byte[] b, int start, int end, long offset) {
        boolean record = header.read(b, start, end).begins();
        if (folder.take(text, record, now)) {
            return true;
        }
        if (word && Escaped.in(text) && escaped(b, start, end)) {
            return true;
        }
        boolean begun = word && folder.begin(text, before, offset, now);
        if (begun) {
            pending.giveWay(folder, false, sink);
        }
        return begun;
    }

    private List<String> before() {
        return tail.before(block, blockFrom, blockLine);
    }

    private void plain(Dialects known, byte[] b, int start, int end, long offset) {
        Severity severity = header.read(b, start, end).severity();
        alone &= !severity.error();
        if (severity.error()) {
            pending.hold(severity, b, start, header.levelEnd(), end, offset, now);
        } else if (severity == Severity.NONE && known.lastWords.find(b, start, end) >= 0) {
            pending.hold(Severity.CRITICAL, b, start, start, end, offset, now);
        }
    }

    /**
     * When {@link #silence} has something to do if nothing more is fed; {@link Long#MAX_VALUE} while nothing is open.
     */
    public long deadline() {
        return Math.min(folder.deadline(), pending.deadline());
    }

    /** Ends what has been silent for long enough. */
    public void silence(long millis) {
        now = millis;
        if (pending.deadline() <= millis) {
            pending.flush(sink);
        }
        folder.silence(millis);
    }

    /** Ends everything: the writer is gone. A last line without a newline counts. */
    public void end(long millis) {
        if (!carry.empty()) {
            feed(new byte[] {'\n'}, 0, 1, millis);
            consumed--;
            lineOffset = consumed;
        }
        while (partial.open()) {
            line(dialects.get(), partial.rest(), partial.offset());
        }
        pending.flush(sink);
        folder.silence(Long.MAX_VALUE);
    }

    /** The last few lines, oldest first. */
    public List<String> recent() {
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
    public long safe() {
        return partial.safe(pending.safe(folder.safe(lineOffset)));
    }
}
