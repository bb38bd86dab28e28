package com.nae.issues.track;

import com.nae.api.issue.SourceIndex;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LogPosition;
import com.nae.api.process.LogReader;
import com.nae.issues.DetectionSink;
import com.nae.issues.ErrorDetector;
import com.nae.issues.StackFormats;
import com.nae.issues.fold.FoldedTrace;
import com.nae.issues.group.LineGroups;
import com.nae.issues.scan.Severity;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The reading of one instance's output: where it stands, what is open, what was found last. Used by the detecting
 * thread alone.
 */
final class InstanceStream implements DetectionSink {
    /** Hears of faults; several of the same one right behind each other come as one call. */
    interface FaultListener {
        void occurred(InstanceId instance, Fault fault, long times, long millis);
    }

    /** What detection knows about a program: stack formats, its sources and the groups of its lines. */
    record Context(Supplier<StackFormats> formats, SourceIndex sources, LineGroups groups) {}

    final InstanceId id;
    private final ErrorDetector detector;
    private final SourceIndex sources;
    private final LineGroups groups;
    private final RepeatCounter held;
    private final StreamOffsets starts = new StreamOffsets();
    private LogPosition position;
    private Optional<LogReader> reader = Optional.empty();
    private Optional<String> lastTrace = Optional.empty();
    private long lastTraceAt;
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
        held = new RepeatCounter(id, faults);
        detector = new ErrorDetector(context.formats(), sources, this);
    }

    /** Reads from here on; what was open goes on, as the output itself does. */
    void open(LogReader fresh) {
        close();
        reader = Optional.of(fresh);
    }

    void close() {
        Optional<LogReader> open = reader;
        reader = Optional.empty(); // first: the reader of a replaced bundle that cannot be closed is not tried again
        open.ifPresent(r -> {
            try {
                r.close();
            } catch (IOException nothingWritten) {
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

    /** Reads what fits into the buffer; whether there was anything. */
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
        starts.add(detector.consumed(), position, n);
        detector.feed(buffer.array(), 0, n, millis);
        held.flush();
        starts.trim(detector.restartOffset());
        return true;
    }

    /** Takes a text as if it were all the output. */
    void examine(byte[] output) {
        detector.feed(output, 0, output.length, 0);
        end(0);
    }

    /** Passes over what detection cannot keep up with; the number of bytes, 0 where it keeps up. */
    long skipBacklog(long most) {
        LogReader log = reader.orElseThrow();
        if (log.behind() <= most) {
            return 0;
        }
        long passed = log.skipToEnd();
        position = log.position();
        detector.end(now);
        held.flush();
        starts.clear();
        skippedBytes += passed;
        return passed;
    }

    /** Bytes passed over since the last call. */
    long takeSkippedBytes() {
        long bytes = skippedBytes;
        skippedBytes = 0;
        return bytes;
    }

    /** Log files that were deleted before they could be read, since the last call. */
    long takeLostFiles() {
        long files = lostFiles;
        lostFiles = 0;
        return files;
    }

    /** From where to read after a restart, so that nothing is missed or counted twice. */
    LogPosition restartPosition() {
        long safe = detector.restartOffset();
        return safe >= detector.consumed() ? position : starts.at(safe, position);
    }

    void expire(long millis) {
        now = millis;
        detector.expire(millis);
        held.flush();
    }

    /** The program has ended: what is open is over. */
    void end(long millis) {
        now = millis;
        detector.end(millis);
        held.flush();
    }

    /** A run of the program has ended, and the next one writes already: what is complete is over. */
    void endRun(long millis) {
        now = millis;
        detector.endWhole();
        held.flush();
    }

    long deadline() {
        return detector.deadline();
    }

    List<String> recentLines() {
        return detector.recentLines();
    }

    /** The fingerprint of the last trace that came later than a time. */
    Optional<String> traceSince(long millis) {
        return lastTrace.filter(t -> lastTraceAt >= millis);
    }

    /** A trace that was taken for quoted, where nothing was said behind it. */
    Optional<Fault> trailingQuotedTrace() {
        return quoted.filter(fault -> quotedAt == detector.consumed());
    }

    long lastOutput() {
        return lastOutput;
    }

    @Override
    public void onTrace(FoldedTrace folded) {
        Fault fault = Fault.of(id.process(), folded, sources);
        lastTrace = Optional.of(fault.fingerprint());
        lastTraceAt = now;
        held.add(fault, 0, folded.times());
    }

    @Override
    public void onQuotedTrace(FoldedTrace folded) {
        quoted = Optional.of(Fault.of(id.process(), folded, sources));
        quotedAt = detector.consumed();
    }

    @Override
    public void onErrorLine(Severity severity, byte[] line, int from, int message, int to) {
        long group = groups.root(groups.groupOf(line, message, to));
        if (held.holds(group)) {
            held.countAgain(1);
        } else {
            String text = new String(line, message, to - message, StandardCharsets.UTF_8).strip();
            held.add(
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
