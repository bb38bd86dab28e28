package com.nae.issues.track;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueListener;
import com.nae.api.output.LogPosition;
import com.nae.api.output.LogReader;
import com.nae.api.output.ProcessOutput;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.issues.LoggedProcesses;
import com.nae.issues.StackFormats;
import com.nae.issues.format.PythonFormat;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Test support: detection over the log of one program, with a clock that the test sets. */
final class DetectionFixture {
    static final InstanceId ID = InstanceId.parse("app@live");

    private final Path folder;
    final StringBuilder log = new StringBuilder();
    final Set<InstanceId> defined = new HashSet<>(Set.of(ID));
    final DetectionInbox inbox = new DetectionInbox();
    private final List<String> ends = new ArrayList<>();
    IssueStore store = new IssueStore(10);
    long now = 1_000;
    /** Whether the bundle of the readers was removed before all its classes were loaded. */
    boolean unloaded;
    /** When the next run began, if there is one. */
    Optional<Instant> nextRun = Optional.empty();

    /** A reader of the log text from an offset on. */
    private final class Reader implements LogReader {
        private long offset;

        Reader(LogPosition from) {
            offset = from.offset();
        }

        @Override
        public int read(ByteBuffer into) {
            int n = (int) Math.min(into.remaining(), log.length() - offset);
            into.put(log.substring((int) offset, (int) offset + n).getBytes(StandardCharsets.US_ASCII));
            offset += n;
            return n;
        }

        @Override
        public LogPosition position() {
            return new LogPosition(0, offset);
        }

        @Override
        public long behind() {
            return log.length() - offset;
        }

        @Override
        public long skipToEnd() {
            throw new AssertionError("nothing is passed over");
        }

        @Override
        public void close() {
            if (unloaded) {
                throw new NoClassDefFoundError("LogFiles");
            }
        }
    }

    private final ProcessManager manager = (ProcessManager) Proxy.newProxyInstance(
            ProcessManager.class.getClassLoader(),
            new Class<?>[] {ProcessManager.class, ProcessOutput.class},
            (proxy, method, arguments) -> switch (method.getName()) {
                case "list" -> defined.stream().map(DetectionFixture::running).toList();
                case "log" -> reader((InstanceId) arguments[0], (LogPosition) arguments[1]);
                case "definition" -> Optional.empty();
                case "status" -> nextRun.map(at -> running(ID, Optional.of(at)));
                case "equals" -> proxy == arguments[0];
                default -> throw new UnsupportedOperationException(method.getName());
            });

    final LoggedProcesses processes = new LoggedProcesses(manager, (ProcessOutput) manager);

    private LogReader reader(InstanceId id, LogPosition from) {
        if (!defined.contains(id)) {
            throw new NoSuchElementException(id.toString());
        }
        return new Reader(from);
    }

    private static ProcessStatus running(InstanceId id) {
        return running(id, Optional.empty());
    }

    private static ProcessStatus running(InstanceId id, Optional<Instant> started) {
        return new ProcessStatus(
                id,
                ProcessState.RUNNING,
                "",
                Instant.EPOCH,
                OptionalLong.of(7),
                started,
                0,
                Optional.empty(),
                false,
                true,
                Optional.empty());
    }

    DetectionFixture(Path folder) {
        this.folder = folder;
    }

    /** Returns a loop over the log, as after a start of the runtime. */
    DetectionLoop loop() throws IOException {
        IssueJournal journal = new IssueJournal(folder);
        store = new IssueStore(10);
        journal.load(store);
        DetectionLoop loop = new DetectionLoop(
                inbox,
                new DetectionLoop.Storage(store, journal),
                new Config(1 << 20, 10),
                () -> new StackFormats(List.of(new PythonFormat())),
                new IssueListener() {
                    @Override
                    public void occurred(Issue issue, InstanceId instance) {
                        assertTrue(issue.instances().contains(instance));
                    }

                    @Override
                    public void ended(Issue issue, InstanceId instance) {
                        ends.add(issue.type());
                    }
                });
        loop.clock(() -> now);
        loop.manager(Optional.of(processes));
        return loop;
    }

    long count() {
        return store.list(System.currentTimeMillis()).stream()
                .mapToLong(i -> i.count())
                .sum();
    }

    void write(String text) {
        log.append(text);
        inbox.available(ID);
    }

    /** Runs the loop until nothing is due within a minute; the clock advances to what is due next. */
    void settle(DetectionLoop loop) {
        for (long next = loop.runDueWork(); next < now + 60_000 || !inbox.isEmpty(); next = loop.runDueWork()) {
            now = Math.max(now, Math.min(next, now + 60_000));
        }
    }

    List<String> types() {
        return store.list(System.currentTimeMillis()).stream()
                .map(i -> i.type())
                .sorted()
                .toList();
    }

    void exit() {
        exit(ProcessState.RUNNING, OptionalInt.of(1), OptionalInt.empty());
    }

    void exit(ProcessState before, OptionalInt code, OptionalInt signal) {
        inbox.changed(new ProcessEvent(
                before,
                new ProcessStatus(
                        ID,
                        ProcessState.BACKOFF,
                        "",
                        Instant.EPOCH,
                        OptionalLong.empty(),
                        Optional.empty(),
                        0,
                        Optional.of(new ExitStatus(code, signal, Instant.EPOCH)),
                        false,
                        false,
                        Optional.empty()),
                true,
                Instant.EPOCH));
    }

    /** The failures with which programs ended, as listeners are told. */
    List<String> ends() {
        return ends;
    }
}
