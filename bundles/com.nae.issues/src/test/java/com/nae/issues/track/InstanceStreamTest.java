package com.nae.issues.track;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.nae.api.issue.SourceIndex;
import com.nae.api.output.LogPosition;
import com.nae.api.output.LogReader;
import com.nae.api.process.InstanceId;
import com.nae.issues.StackFormats;
import com.nae.issues.format.PythonFormat;
import com.nae.issues.group.LineGroups;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** The stream of one instance: backlog, bursts, lost files and restarts of detection. */
class InstanceStreamTest {
    private static final String TRACE =
            "Traceback (most recent call last):\n  File \"/srv/app/a.py\", line 3, in f\n    g()\nKeyError: '%s'\n";
    private static final StackFormats FORMATS = new StackFormats(List.of(new PythonFormat()));

    /** A log in memory. Each text is a file of its own. */
    private static final class Log implements LogReader {
        final List<byte[]> files = new ArrayList<>();
        private int file;
        private int offset;

        void write(String text) {
            files.add(text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public int read(ByteBuffer into) {
            while (file < files.size() - 1 && (files.get(file) == null || offset == files.get(file).length)) {
                file++;
                offset = 0;
            }
            int n = Math.min(into.remaining(), files.get(file).length - offset);
            into.put(files.get(file), offset, n);
            offset += n;
            return n;
        }

        @Override
        public LogPosition position() {
            return new LogPosition(file, offset);
        }

        @Override
        public long behind() {
            return files.subList(file, files.size()).stream()
                            .mapToLong(f -> f == null ? 0 : f.length)
                            .sum()
                    - offset;
        }

        @Override
        public long skipToEnd() {
            long skipped = behind();
            file = files.size() - 1;
            offset = files.get(file).length;
            return skipped;
        }

        @Override
        public void close() {
            // nothing to close
        }
    }

    private final Log log = new Log();
    private final Map<String, Long> found = new TreeMap<>();
    private final ByteBuffer buffer = ByteBuffer.allocate(128 << 10);
    private final InstanceStream stream = new InstanceStream(
            InstanceId.parse("app@live"),
            new LogPosition(0, 0),
            new InstanceStream.Context(() -> FORMATS, SourceIndex.UNKNOWN, new LineGroups()),
            (instance, fault, times, at) -> found.merge(fault.subject(), times, Long::sum));

    private void readAll() throws IOException {
        while (stream.read(buffer, 0)) {
            assertFalse(log.behind() < 0);
        }
    }

    @Test
    void anErrorDeepInABacklogIsFound() throws IOException {
        String ordinary = "2026-11-22 09:00:00,123 INFO app: polled 17 rates in 3 ms\n".repeat(100_000);
        log.write(ordinary + TRACE.formatted("deep") + ordinary);
        stream.open(log);
        assertEquals(0, stream.skipBacklog(64 << 20));
        readAll();
        assertEquals(Map.of("deep", 1L), found);
    }

    @Test
    void skippedBytesAreCountedAndErrorsBeforeAndAfterThemAreFound() throws IOException {
        log.write(TRACE.formatted("before"));
        stream.open(log);
        readAll();
        String flood = TRACE.formatted("within").repeat(1000);
        log.write(flood);
        assertEquals(flood.length(), stream.skipBacklog(1000));
        assertEquals(flood.length(), stream.takeSkippedBytes());
        assertEquals(0, stream.takeSkippedBytes());
        log.write(TRACE.formatted("behind"));
        readAll();
        stream.end(0);
        assertEquals(Map.of("before", 1L, "behind", 1L), found);
    }

    @Test
    void filesDeletedUnreadAreCounted() throws IOException {
        log.write("INFO on\n");
        stream.open(log);
        readAll();
        log.files.add(null);
        log.files.add(null);
        log.write(TRACE.formatted("kept"));
        readAll();
        stream.end(0);
        assertEquals(2, stream.takeLostFiles());
        assertEquals(0, stream.takeLostFiles());
        assertEquals(Map.of("kept", 1L), found);
    }

    @Test
    void aBurstIsReportedWithThePieceThatHoldsIt() throws IOException {
        log.write((TRACE.formatted("burst") + "INFO on\n").repeat(5000));
        stream.open(log);
        stream.read(buffer, 0);
        long reported = found.getOrDefault("burst", 0L);
        assertEquals(
                Math.floorDiv(buffer.capacity(), TRACE.formatted("burst").length() + 8),
                reported,
                1,
                "all of the first piece but the last, which is open");
        readAll();
        stream.end(0);
        assertEquals(Map.of("burst", 5000L), found);
    }

    @Test
    void aRestartOfDetectionAnywhereCountsEachErrorOnce() throws IOException {
        String text = (TRACE.formatted("again") + "INFO on\n").repeat(40);
        for (int seed = 0; seed < 200; seed++) {
            Random random = new Random(seed);
            found.clear();
            LogPosition from = new LogPosition(0, 0);
            int written = 0;
            while (from.offset() < text.length()) {
                InstanceStream restarted = new InstanceStream(
                        InstanceId.parse("app@live"),
                        from,
                        new InstanceStream.Context(() -> FORMATS, SourceIndex.UNKNOWN, new LineGroups()),
                        (instance, fault, times, at) -> found.merge(fault.subject(), times, Long::sum));
                for (int turn = random.nextInt(4); turn >= 0; turn--) {
                    written = Math.min(text.length(), written + random.nextInt(1500));
                    readOn(restarted, text.substring(0, written), turn);
                    if (written == text.length()) {
                        restarted.expire(Long.MAX_VALUE);
                    }
                }
                from = restarted.restartPosition();
            }
            assertEquals(Map.of("again", 40L), found, "seed " + seed);
        }
    }

    /** Reads a log that has grown to {@code text}, from the position of the stream on. */
    private void readOn(InstanceStream stream, String text, int turn) throws IOException {
        Log part = new Log();
        part.write(text);
        part.offset = (int) stream.position().offset();
        stream.open(part);
        while (stream.read(buffer, turn)) {
            assertFalse(part.behind() < 0);
        }
    }
}
