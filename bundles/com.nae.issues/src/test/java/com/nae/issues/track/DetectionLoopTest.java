package com.nae.issues.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.issue.Issue;
import com.nae.api.process.ExitStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LogPosition;
import com.nae.api.process.LogReader;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.issues.StackFormats;
import com.nae.issues.format.PythonFormat;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Reading, with a clock that the test sets. */
class DetectionLoopTest {
    private static final InstanceId ID = InstanceId.parse("app@live");
    private static final String TRACE =
            "Traceback (most recent call last):\n  File \"/srv/app/a.py\", line 3, in f\n    g()\nKeyError: 'k'\n";

    @TempDir
    private Path folder;

    private final StringBuilder log = new StringBuilder();
    private final Set<InstanceId> defined = new HashSet<>(Set.of(ID));
    private final DetectionInbox ears = new DetectionInbox();
    private IssueStore ledger = new IssueStore(10);
    private long now = 1_000;
    /** Whether the bundle of the readers is gone, before all its classes were loaded. */
    private boolean unloaded;
    /** When the run began that follows the one that ended, if it has. */
    private Optional<Instant> nextRun = Optional.empty();

    /** Reads the text from an offset on. */
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
            new Class<?>[] {ProcessManager.class},
            (proxy, method, words) -> switch (method.getName()) {
                case "list" -> defined.stream().map(DetectionLoopTest::running).toList();
                case "log" -> reader((InstanceId) words[0], (LogPosition) words[1]);
                case "definition" -> Optional.empty();
                case "status" -> nextRun.map(at -> running(ID, Optional.of(at)));
                case "equals" -> proxy == words[0];
                default -> throw new UnsupportedOperationException(method.getName());
            });

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

    private DetectionLoop reading() throws IOException {
        IssueJournal journal = new IssueJournal(folder);
        ledger = new IssueStore(10);
        journal.load(ledger);
        DetectionLoop reading = new DetectionLoop(
                ears,
                new DetectionLoop.Storage(ledger, journal),
                new Config(1 << 20, 10),
                () -> new StackFormats(List.of(new PythonFormat())),
                (issue, instance) -> {});
        reading.clock(() -> now);
        reading.manager(Optional.of(manager));
        return reading;
    }

    private long count() {
        return ledger.list(System.currentTimeMillis()).stream()
                .mapToLong(i -> i.count())
                .sum();
    }

    private void written(String text) {
        log.append(text);
        ears.available(ID);
    }

    /** Works until there is nothing to do for longer than a minute; the clock goes on to what is due next. */
    private void settle(DetectionLoop reading) {
        for (long next = reading.runDueWork(); next < now + 60_000 || !ears.isEmpty(); next = reading.runDueWork()) {
            now = Math.max(now, Math.min(next, now + 60_000));
        }
    }

    @Test
    void aBurstIsSeenWithinASecond() throws IOException {
        DetectionLoop reading = reading();
        long begun = now;
        written((TRACE + "INFO on\n").repeat(1000) + TRACE);
        long next = reading.runDueWork();
        assertTrue(count() >= 1000, "at once, but for the last, which is open");
        while (count() < 1001) {
            assertTrue(next - begun < 1_000, "woken in time for the last: " + (next - begun) + " ms");
            now = next;
            next = reading.runDueWork();
        }
    }

    /** A record that ends with a colon, and then the program died: that was no quotation. */
    @Test
    void anAnnouncedTraceIsWhatTheProgramEndedWithOnlyIfItsLastWord() throws IOException {
        DetectionLoop reading = reading();
        String announced = "2026-11-22 09:00:00,123 INFO app: going on with the settings:\n" + TRACE;
        written(announced);
        settle(reading);
        assertEquals(List.of(), types());
        ended();
        settle(reading);
        assertEquals(List.of("KeyError"), types());
        written(announced + "2026-11-22 09:00:01,000 INFO app: on\n");
        ended();
        settle(reading);
        assertEquals(List.of("KeyError", "exit 1"), types());
    }

    @Test
    void aReaderThatCannotBeClosedAfterAnUpdateHoldsDetectionUpOnce() throws IOException {
        DetectionLoop reading = reading();
        written(TRACE);
        settle(reading);
        unloaded = true;
        reading.manager(Optional.empty());
        assertThrows(NoClassDefFoundError.class, reading::runDueWork);
        reading.runDueWork();
        unloaded = false;
        reading.manager(Optional.of(manager));
        written(TRACE);
        settle(reading);
        assertEquals(2, count());
    }

    /** Twenty programs crashed at once; a trace of the next run was written in pieces while the end was judged. */
    @Test
    void aTraceOfTheNextRunIsNotCutByTheEndOfTheRunBefore() throws IOException {
        DetectionLoop reading = reading();
        written(TRACE);
        settle(reading);
        ended();
        reading.runDueWork();
        nextRun = Optional.of(Instant.EPOCH.plusSeconds(1));
        int cut = TRACE.indexOf("KeyError");
        written(TRACE.substring(0, cut));
        now += 200;
        reading.runDueWork();
        written(TRACE.substring(cut));
        settle(reading);
        assertEquals(List.of("KeyError"), types());
        assertEquals(2, count());
    }

    private List<String> types() {
        return ledger.list(System.currentTimeMillis()).stream()
                .map(i -> i.type())
                .sorted()
                .toList();
    }

    private void ended() {
        ears.changed(new ProcessEvent(
                ProcessState.RUNNING,
                new ProcessStatus(
                        ID,
                        ProcessState.BACKOFF,
                        "",
                        Instant.EPOCH,
                        OptionalLong.empty(),
                        Optional.empty(),
                        0,
                        Optional.of(new ExitStatus(OptionalInt.of(1), OptionalInt.empty(), Instant.EPOCH)),
                        false,
                        false,
                        Optional.empty()),
                true,
                Instant.EPOCH));
    }

    @Test
    void aDefinitionThatIsDeletedAndRestoredTellsNoLineTwice() throws IOException {
        DetectionLoop reading = reading();
        written(TRACE + "INFO on\n" + TRACE);
        settle(reading);
        assertEquals(2, count());
        for (int i = 0; i < 3; i++) {
            defined.clear();
            ears.definitionChanged("app");
            reading.saveSoon();
            ledger.resolve(ledger.list(0).get(0).id(), Issue.Status.OPEN, "round " + i, 0);
            settle(reading);
            assertTrue(reading.stream(ID).isEmpty(), "forgotten");
            defined.add(ID);
            written("");
            settle(reading);
            assertEquals(2, count(), "restored " + i);
        }
        written(TRACE);
        settle(reading);
        assertEquals(3, count());
    }

    @Test
    void aDefinitionThatIsRestoredAfterARestartTellsNoLineTwiceAndMissesNone() throws IOException {
        DetectionLoop reading = reading();
        written(TRACE + "INFO on\n");
        settle(reading);
        assertEquals(1, count());
        defined.clear();
        DetectionLoop without = reading();
        settle(without);
        log.append(TRACE);
        defined.add(ID);
        DetectionLoop restored = reading();
        settle(restored);
        assertEquals(2, count());
    }
}
