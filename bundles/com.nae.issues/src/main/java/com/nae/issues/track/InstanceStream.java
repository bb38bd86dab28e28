package com.nae.issues.track;

import com.nae.api.issue.SourceIndex;
import com.nae.api.output.LogPosition;
import com.nae.api.output.LogReader;
import com.nae.api.process.InstanceId;
import com.nae.issues.DetectionSink;
import com.nae.issues.ErrorDetector;
import com.nae.issues.StackFormats;
import com.nae.issues.fold.FoldedTrace;
import com.nae.issues.fold.LastTrace;
import com.nae.issues.group.LineGroups;
import com.nae.issues.scan.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The output of one instance as detection reads it: the position, the open traces and the last faults. Used by the
 * detection thread alone.
 */
final class InstanceStream implements DetectionSink {
    /** Receives faults. Repetitions of one fault that follow each other directly come as one call. */
    interface FaultListener {
        void occurred(InstanceId instance, Fault fault, long times, long millis);
    }

    /** What detection knows about a program: the stack formats, its sources and the groups of its lines. */
    record Context(Supplier<StackFormats> formats, SourceIndex sources, LineGroups groups) {}

    final InstanceId id;
    private final ErrorDetector detector;
    private final SourceIndex sources;
    private final LineGroups groups;
    private final RepeatCounter pending;
    private final StreamOffsets offsets = new StreamOffsets();
    private LogPosition position;
    private Optional<LogReader> reader = Optional.empty();
    private LastTrace lastTrace = LastTrace.NONE;
    private Optional<Fault> quoted = Optional.empty();
    private long quotedAt;
    private volatile long lastOutput;
    private long skippedBytes;
    private long lostFiles;
    private long now;

    InstanceStream(InstanceId id, LogPosition from, Context context, FaultListener faults) {
        this.id = id;
        this.position = from;
        sources = context.sources();
        groups = context.groups();
        pending = new RepeatCounter(id, faults);
        detector = new ErrorDetector(context.formats(), sources, this);
    }

    /** Continues with another reader of the same log. Open traces stay open. */
    void open(LogReader opened) {
        close();
        reader = Optional.of(opened);
    }

    void close() {
        Optional<LogReader> open = reader;
        reader = Optional.empty(); // first, so that a reader of a replaced bundle whose close fails is not closed again
        open.ifPresent(r -> {
            try {
                r.close();
            } catch (IOException closeFailed) {
                position = r.position();
            }
        });
    }

    boolean isOpen() {
        return reader.isPresent();
    }

    LogPosition position() {
        return position;
    }

    /** Reads at most one buffer and detects in it; returns whether there was output. */
    boolean read(ByteBuffer buffer, long millis) throws IOException {
        LogReader log = reader.orElseThrow();
        now = millis;
        buffer.clear();
        int n = log.read(buffer);
        long before = position.file();
        position = log.position();
        lostFiles += Math.max(0, position.file() - before - 1);
        if (n <= 0) {
            return false;
        }
        lastOutput = System.currentTimeMillis();
        offsets.add(detector.consumed(), position, n);
        detector.feed(buffer.array(), 0, n, millis);
        pending.flush();
        offsets.trim(detector.restartOffset());
        return true;
    }

    /** Detects in a text as if it were the whole output of the program. */
    void examine(byte[] output) {
        detector.feed(output, 0, output.length, 0);
        end(0);
    }

    /** Skips the backlog if it is larger than {@code maxBytes}; returns the number of bytes skipped. */
    long skipBacklog(long maxBytes) {
        LogReader log = reader.orElseThrow();
        if (log.behind() <= maxBytes) {
            return 0;
        }
        long skipped = log.skipToEnd();
        position = log.position();
        detector.end(now);
        pending.flush();
        offsets.clear();
        skippedBytes += skipped;
        return skipped;
    }

    /** Returns the number of bytes skipped since the last call. */
    long takeSkippedBytes() {
        long bytes = skippedBytes;
        skippedBytes = 0;
        return bytes;
    }

    /** Returns the number of log files that were deleted unread since the last call. */
    long takeLostFiles() {
        long files = lostFiles;
        lostFiles = 0;
        return files;
    }

    /** Returns where to read from after a restart, so that nothing is missed or counted twice. */
    LogPosition restartPosition() {
        long restart = detector.restartOffset();
        return restart >= detector.consumed() ? position : offsets.at(restart, position);
    }

    void expire(long millis) {
        now = millis;
        detector.expire(millis);
        pending.flush();
    }

    /** Ends all open traces, because the program has exited. */
    void end(long millis) {
        now = millis;
        detector.end(millis);
        pending.flush();
    }

    /**
     * Ends the complete traces of a run that has exited. An incomplete one may belong to the next run, which already
     * writes.
     */
    void endRun(long millis) {
        now = millis;
        detector.endComplete();
        pending.flush();
    }

    long deadline() {
        return detector.deadline();
    }

    List<String> recentLines() {
        return detector.recentLines();
    }

    /** Returns the fingerprint of the last trace, if it was printed at {@code millis} or later. */
    Optional<String> traceSince(long millis) {
        return lastTrace.since(millis);
    }

    /** Whether the last trace is what the program ended with. */
    boolean endsWithLastTrace() {
        return lastTrace.endsOutput(now, recentLines());
    }

    /** Returns the trace that was classified as quoted, if no output followed it: the program then ended with it. */
    Optional<Fault> trailingQuotedTrace() {
        return quoted.filter(fault -> quotedAt == detector.consumed());
    }

    long lastOutput() {
        return lastOutput;
    }

    @Override
    public void onTrace(FoldedTrace folded) {
        Fault fault = Fault.of(id.process(), folded, sources);
        lastTrace = LastTrace.of(fault.fingerprint(), now, folded);
        pending.add(fault, 0, folded.times());
    }

    @Override
    public void onQuotedTrace(FoldedTrace folded) {
        quoted = Optional.of(Fault.of(id.process(), folded, sources));
        quotedAt = detector.consumed();
    }

    @Override
    public void onErrorLine(Severity severity, byte[] line, int from, int message, int to) {
        long group = groups.root(groups.groupOf(line, message, to));
        if (pending.isPending(group)) {
            pending.countAgain(1);
        } else {
            String text = new String(line, message, to - message, StandardCharsets.UTF_8).strip();
            pending.add(
                    Fault.plain(
                            id.process(),
                            severity,
                            Long.toHexString(group),
                            text,
                            new String(line, from, to - from, StandardCharsets.UTF_8)),
                    group,
                    1);
        }
    }
}
