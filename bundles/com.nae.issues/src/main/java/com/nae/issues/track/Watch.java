package com.nae.issues.track;

import com.nae.api.issue.SourceIndex;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LogPosition;
import com.nae.api.process.LogReader;
import com.nae.issues.Detector;
import com.nae.issues.Dialects;
import com.nae.issues.Sink;
import com.nae.issues.fold.Folded;
import com.nae.issues.group.Groups;
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
final class Watch implements Sink {
    /** Hears of faults; several of the same one right behind each other come as one call. */
    interface Faults {
        void occurred(InstanceId instance, Fault fault, long times, long millis);
    }

    final InstanceId id;
    private final Detector detector;
    private final SourceIndex sources;
    private final Groups groups;
    private final Held held;
    private final Starts starts = new Starts();
    private LogPosition position;
    private Optional<LogReader> reader = Optional.empty();
    private Optional<String> lastTrace = Optional.empty();
    private long lastTraceAt;
    private Optional<Fault> quoted = Optional.empty();
    private long quotedAt;
    private volatile long lastOutput;
    private long passedOver;
    private long gone;
    private long now;

    Watch(
            InstanceId id,
            LogPosition from,
            Supplier<Dialects> dialects,
            SourceIndex sources,
            Groups groups,
            Faults faults) {
        this.id = id;
        this.position = from;
        this.sources = sources;
        this.groups = groups;
        held = new Held(id, faults);
        detector = new Detector(dialects, sources, this);
    }

    /** Reads from here on; what was open goes on, as the output itself does. */
    void open(LogReader fresh) {
        close();
        reader = Optional.of(fresh);
    }

    void close() {
        reader.ifPresent(r -> {
            try {
                r.close();
            } catch (IOException nothingWritten) {
                position = r.position();
            }
        });
        reader = Optional.empty();
    }

    boolean opened() {
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
        gone += Math.max(0, position.file() - before - 1);
        if (n <= 0) {
            return false;
        }
        lastOutput = System.currentTimeMillis();
        starts.add(detector.consumed(), position, n);
        detector.feed(buffer.array(), 0, n, millis);
        held.settle();
        starts.trim(detector.safe());
        return true;
    }

    /** Takes a text as if it were all the output. */
    void examine(byte[] output) {
        detector.feed(output, 0, output.length, 0);
        end(0);
    }

    /** Passes over what detection cannot keep up with; the number of bytes, 0 where it keeps up. */
    long skip(long most) {
        LogReader log = reader.orElseThrow();
        if (log.behind() <= most) {
            return 0;
        }
        long passed = log.skipToEnd();
        position = log.position();
        detector.end(now);
        held.settle();
        starts.clear();
        passedOver += passed;
        return passed;
    }

    /** Bytes passed over since the last call. */
    long passedOver() {
        long bytes = passedOver;
        passedOver = 0;
        return bytes;
    }

    /** Log files that were deleted before they could be read, since the last call. */
    long gone() {
        long files = gone;
        gone = 0;
        return files;
    }

    /** From where to read after a restart, so that nothing is missed or counted twice. */
    LogPosition safe() {
        long safe = detector.safe();
        return safe >= detector.consumed() ? position : starts.at(safe, position);
    }

    void silence(long millis) {
        now = millis;
        detector.silence(millis);
        held.settle();
    }

    /** The program has ended: what is open is over. */
    void end(long millis) {
        now = millis;
        detector.end(millis);
        held.settle();
    }

    long deadline() {
        return detector.deadline();
    }

    List<String> recent() {
        return detector.recent();
    }

    /** The fingerprint of the last trace that came later than a time. */
    Optional<String> traceSince(long millis) {
        return lastTrace.filter(t -> lastTraceAt >= millis);
    }

    /** A trace that was taken for quoted, where nothing was said behind it. */
    Optional<Fault> lastWord() {
        return quoted.filter(fault -> quotedAt == detector.consumed());
    }

    long lastOutput() {
        return lastOutput;
    }

    @Override
    public void trace(Folded folded) {
        Fault fault = Fault.of(id.process(), folded, sources);
        lastTrace = Optional.of(fault.fingerprint());
        lastTraceAt = now;
        held.found(fault, 0, folded.times());
    }

    @Override
    public void quoted(Folded folded) {
        quoted = Optional.of(Fault.of(id.process(), folded, sources));
        quotedAt = detector.consumed();
    }

    @Override
    public void plain(Severity severity, byte[] line, int from, int message, int to) {
        long group = groups.root(groups.of(line, message, to));
        if (held.holds(group)) {
            held.again(1);
        } else {
            String text = new String(line, message, to - message, StandardCharsets.UTF_8).strip();
            held.found(
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
