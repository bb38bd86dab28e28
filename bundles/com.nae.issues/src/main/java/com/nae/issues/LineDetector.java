package com.nae.issues;

import com.nae.api.issue.SourceIndex;
import com.nae.issues.fold.EscapedText;
import com.nae.issues.fold.TraceFolder;
import com.nae.issues.scan.JsonEnvelope;
import com.nae.issues.scan.LogText;
import com.nae.issues.scan.RecordHeader;
import com.nae.issues.scan.Severity;
import java.util.function.Supplier;

/**
 * Decides what one whole line of a stream is: part of a trace, the beginning of one, a JSON record, or a plain error
 * line. Keeps the open traces and the error lines that wait for one. Not thread-safe; times are milliseconds of the
 * clock of {@link ErrorDetector}.
 */
final class LineDetector {
    private final DetectionSink sink;
    private final TraceFolder folder;
    private final StructuredRecords records;
    private final PendingErrorLines pending = new PendingErrorLines();
    private final RecordHeader header = new RecordHeader();
    private final JsonEnvelope envelope = new JsonEnvelope();
    private final TraceFolder.PrecedingLines before;
    /** Whether nothing else was found since the trace that began last. */
    private boolean alone;
    /** The offset in the stream at which the line being read begins. */
    private long lineStart;

    private long now;

    LineDetector(
            Supplier<StackFormats> stackFormats,
            SourceIndex sources,
            DetectionSink sink,
            TraceFolder.PrecedingLines before) {
        this.sink = sink;
        this.before = before;
        folder = new TraceFolder(() -> stackFormats.get().formats, sources, sink::onTrace, sink::onQuotedTrace);
        records = new StructuredRecords(stackFormats, sources, sink, folder);
    }

    /** Sets the time of the lines that follow. */
    void time(long millis) {
        now = millis;
    }

    boolean isFolding() {
        return !folder.isIdle();
    }

    /** Whether a trace is open or an error line waits, so that the next line counts whatever it holds. */
    boolean isOpen() {
        return !folder.isIdle() || pending.isActive();
    }

    /** How many traces have begun. */
    long traceCount() {
        return folder.traceCount();
    }

    /** Whether the text of the open trace, once more, would be the same trace once more. */
    boolean isRepeatable() {
        return alone && !pending.isActive() && folder.isRepeatable();
    }

    void countRepeat() {
        folder.countRepeat();
    }

    void markAlone(boolean begins) {
        alone |= begins;
    }

    /** Takes one whole line, at {@code offset} in the stream; the byte before it is a newline. */
    void read(StackFormats known, byte[] b, int start, int end, long offset) {
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

    private void plain(StackFormats known, byte[] b, int start, int end) {
        Severity severity = header.read(b, start, end).severity();
        alone &= !severity.isError();
        if (severity.isError()) {
            pending.hold(severity, b, start, header.levelEnd(), end);
        } else if (severity == Severity.NONE && known.lastWords.find(b, start, end) >= 0) {
            pending.hold(Severity.CRITICAL, b, start, start, end);
        }
    }

    /** When {@link #expire} has something to do; {@link Long#MAX_VALUE} while nothing is open. */
    long deadline() {
        return Math.min(folder.deadline(), pending.deadline());
    }

    /** Ends what has been silent for long enough. */
    void expire(long millis) {
        now = millis;
        if (pending.deadline() <= millis) {
            pending.flush(sink);
        }
        folder.expire(millis);
    }

    /** Ends what is complete; a trace of which the last line has not come yet stays open. */
    void endWhole() {
        pending.flush(sink);
        folder.endWhole();
    }

    /** Ends everything that is open. */
    void end() {
        pending.flush(sink);
        folder.expire(Long.MAX_VALUE);
    }

    /** Where the earliest line begins that is not dealt with; the given offset while nothing is open. */
    long restartOffset(long offset) {
        return pending.restartOffset(folder.restartOffset(offset));
    }
}
