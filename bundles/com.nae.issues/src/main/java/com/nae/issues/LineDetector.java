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
 * A classifier of complete lines: part of a trace, the beginning of one, a JSON record, or a plain error line. It keeps
 * the open traces and the error lines that wait for a trace. Times are milliseconds of the clock of
 * {@link ErrorDetector}. Not thread-safe.
 */
final class LineDetector {
    private final DetectionSink sink;
    private final TraceFolder folder;
    private final StructuredRecords records;
    private final PendingErrorLines pending = new PendingErrorLines();
    private final RecordHeader header = new RecordHeader();
    private final JsonEnvelope envelope = new JsonEnvelope();
    private final TraceFolder.PrecedingLines precedingLines;
    /** Whether nothing else was found since the newest trace began. */
    private boolean onlyTrace;
    /** The offset in the stream of the current line. */
    private long lineStart;

    private long now;

    LineDetector(
            Supplier<StackFormats> stackFormats,
            SourceIndex sources,
            DetectionSink sink,
            TraceFolder.PrecedingLines precedingLines) {
        this.sink = sink;
        this.precedingLines = precedingLines;
        folder = new TraceFolder(() -> stackFormats.get().formats, sources, sink::onTrace, sink::onQuotedTrace);
        records = new StructuredRecords(stackFormats, sources, sink, folder);
    }

    /** Sets the time of the following lines. */
    void time(long millis) {
        now = millis;
    }

    boolean isFolding() {
        return !folder.isIdle();
    }

    /**
     * Returns whether a trace is open or an error line waits. The next line must then be read even without a trigger.
     */
    boolean isOpen() {
        return !folder.isIdle() || pending.isActive();
    }

    /** Returns the number of traces that have begun. */
    long traceCount() {
        return folder.traceCount();
    }

    /** Returns whether a repetition of the open trace's text would be a repetition of the trace. */
    boolean isRepeatable() {
        return onlyTrace && !pending.isActive() && folder.isRepeatable();
    }

    void countRepeat() {
        folder.countRepeat();
    }

    void markNewTrace(boolean begins) {
        onlyTrace |= begins;
    }

    /** Reads one complete line, at {@code offset} in the stream. The byte before it is a newline. */
    void read(StackFormats formats, byte[] b, int start, int end, long offset) {
        lineStart = offset;
        pending.nextLine(sink, offset, now);
        boolean hasTrigger = formats.traceTriggers.find(b, start - 1, end) >= 0;
        int json = envelope.jsonStart(b, start, end);
        boolean taken = false;
        if (json >= 0) {
            onlyTrace = false;
            taken = records.json(
                    LogText.decode(b, start, json, LogText.LINE_BYTES),
                    LogText.decode(b, json, end, LogText.JSON_BYTES),
                    pending,
                    offset,
                    now);
        } else if (hasTrigger || !folder.isIdle()) {
            String text = LogText.decode(b, start, end, LogText.LINE_BYTES);
            taken = takeTraceLine(text, hasTrigger, b, start, end);
        }
        if (!taken) {
            readPlain(formats, b, start, end);
        }
    }

    /** Returns whether the line is a record that holds a complete trace with escaped line ends. */
    private boolean takeEscaped(byte[] b, int start, int end) {
        onlyTrace = false;
        String line = LogText.decode(b, start, end, LogText.JSON_BYTES);
        Severity severity = header.read(b, start, end).severity();
        return (severity != Severity.NONE || EscapedText.isKeyValue(line)) && records.escaped(line, severity);
    }

    /** Takes the line if it is part of a trace or begins one; returns whether it did. */
    private boolean takeTraceLine(String text, boolean hasTrigger, byte[] b, int start, int end) {
        boolean record = header.read(b, start, end).startsRecord();
        if (folder.take(text, record, now)) {
            return true;
        }
        if (hasTrigger && EscapedText.isIn(text) && takeEscaped(b, start, end)) {
            return true;
        }
        boolean begins = hasTrigger && folder.begin(text, precedingLines, lineStart, now);
        if (begins) {
            pending.absorbInto(folder, false, sink);
        }
        return begins;
    }

    private void readPlain(StackFormats formats, byte[] b, int start, int end) {
        Severity severity = header.read(b, start, end).severity();
        onlyTrace &= !severity.isError();
        if (severity.isError()) {
            pending.add(severity, b, start, header.levelEnd(), end);
        } else if (severity == Severity.NONE && formats.crashMessages.find(b, start, end) >= 0) {
            pending.add(Severity.CRITICAL, b, start, start, end);
        }
    }

    /** Returns the time at which {@link #expire} has something to do; {@link Long#MAX_VALUE} if nothing is open. */
    long deadline() {
        return Math.min(folder.deadline(), pending.deadline());
    }

    /** Ends open traces and error lines whose deadline has passed. */
    void expire(long millis) {
        now = millis;
        if (pending.deadline() <= millis) {
            pending.flush(sink);
        }
        folder.expire(millis);
    }

    /** Ends the complete traces. Incomplete ones stay open. */
    void endComplete() {
        pending.flush(sink);
        folder.endComplete();
    }

    /** Ends everything that is open. */
    void end() {
        pending.flush(sink);
        folder.expire(Long.MAX_VALUE);
    }

    /** Returns the offset of the earliest line that is not fully processed, or the given offset if nothing is open. */
    long restartOffset(long offset) {
        return pending.restartOffset(folder.restartOffset(offset));
    }
}
