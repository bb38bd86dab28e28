package com.nae.process.capture;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.output.LogPosition;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessDefinition;
import com.nae.testing.Await;
import java.io.ByteArrayOutputStream;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CaptureTest {
    private static final InstanceId ID = InstanceId.parse("x@live");

    @TempDir
    Path folder;

    private Capture capture;

    @BeforeEach
    void open() throws IOException {
        Files.createDirectories(folder.resolve("logs"));
        Files.createDirectories(folder.resolve("fifo"));
        capture = new Capture(folder.resolve("logs"), folder.resolve("fifo"));
    }

    @AfterEach
    void close() {
        capture.close();
    }

    private LogSink sink(long maxSize, int keep) throws IOException {
        return capture.open(ID, new ProcessDefinition.Log(maxSize, keep, false));
    }

    /** Everything the reader gives up to so many bytes. */
    private static byte[] read(FileLogReader reader, int length) {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        ByteBuffer buffer = ByteBuffer.allocate(8192);
        Await.until(
                length + " bytes",
                () -> {
                    try {
                        for (int got = reader.read(buffer); got > 0; got = reader.read(buffer.clear())) {
                            all.write(buffer.array(), 0, got);
                        }
                        buffer.clear();
                    } catch (IOException e) {
                        throw new AssertionError(e);
                    }
                    return all.size() >= length;
                },
                all::size);
        return all.toByteArray();
    }

    @Test
    void everyByteOfAFloodIsInTheLogsOnceOverManyRotations() throws IOException {
        LogSink sink = sink(100_000, 10_000);
        byte[] flood = new byte[20_000_000];
        new Random(1).nextBytes(flood);
        Thread writer = new Thread(() -> write(sink, flood));
        writer.start();
        try (FileLogReader reader = new FileLogReader(sink, new LogPosition(1, 0))) {
            assertArrayEquals(flood, read(reader, flood.length));
        }
        assertTrue(sink.number > 5, "rotated " + sink.number);
    }

    @Test
    void strangeBytesPassUnharmed() throws IOException {
        LogSink sink = sink(64 << 20, 3);
        byte[] strange = new byte[10_000_300];
        java.util.Arrays.fill(strange, (byte) 'x');
        for (int i = 0; i < 256; i++) {
            strange[i] = (byte) i;
        }
        new Thread(() -> write(sink, strange)).start();
        try (FileLogReader reader = new FileLogReader(sink, new LogPosition(1, 0))) {
            assertArrayEquals(strange, read(reader, strange.length));
        }
    }

    @Test
    void onlySoManyRotatedFilesAreKept() throws IOException {
        LogSink sink = sink(10_000, 3);
        for (int i = 0; i < 12; i++) {
            long before = sink.number;
            write(sink, new byte[10_000]);
            Await.until("rotation " + i, () -> sink.number > before);
        }
        Await.until("pruned", () -> numbers(sink).size() == 3, () -> numbers(sink));
        assertEquals(java.util.List.of(10L, 11L, 12L), numbers(sink));
    }

    @Test
    void outputOfATimeWithoutCaptureIsTakenUpLater() throws IOException {
        LogSink first = sink(1 << 20, 3);
        write(first, "before\n".getBytes(StandardCharsets.UTF_8));
        try (OutputStream worker = new FileOutputStream(first.fifo().toFile())) {
            Path log = first.files.current();
            Await.until("before", () -> sizeOf(log) == 7);
            // As the keeper does: an open end keeps what is written while nothing captures.
            try (var held = new java.io.RandomAccessFile(first.fifo().toFile(), "rw")) {
                assertTrue(held.getFD().valid());
                capture.close();
                worker.write("while down\n".getBytes(StandardCharsets.UTF_8));
                open();
                LogSink second = sink(1 << 20, 3);
                Await.until("after", () -> second.size == 18, () -> second.size);
                assertEquals("before\nwhile down\n", Files.readString(log));
            }
        }
    }

    @Test
    void aLogThatSomebodyRemovesOrCutsGoesOn() throws IOException {
        LogSink sink = sink(1 << 20, 3);
        write(sink, "one\n".getBytes(StandardCharsets.UTF_8));
        Await.until("one", () -> sizeOf(sink.files.current()) == 4);
        Files.write(sink.files.current(), new byte[0]);
        write(sink, "two\n".getBytes(StandardCharsets.UTF_8));
        Await.until("two", () -> sizeOf(sink.files.current()) == 4);
        assertEquals("two\n", Files.readString(sink.files.current()));
        Files.delete(sink.files.current());
        Await.until("three in a new file", () -> {
            write(sink, "three\n".getBytes(StandardCharsets.UTF_8));
            return Files.exists(sink.files.current());
        });
    }

    @Test
    void tailFindsTheLastLinesOverRotatedFiles() throws IOException {
        LogSink sink = sink(40, 10);
        for (int i = 1; i <= 9; i++) {
            long before = sink.number * 1000 + sink.size;
            write(sink, ("this is line " + i + "\n").getBytes(StandardCharsets.UTF_8));
            Await.until("line " + i, () -> sink.number * 1000 + sink.size > before);
        }
        try (FileLogReader reader = new FileLogReader(sink, TailPosition.of(sink, 4))) {
            String text = new String(read(reader, 60), StandardCharsets.UTF_8);
            assertEquals("this is line 6\nthis is line 7\nthis is line 8\nthis is line 9\n", text);
        }
    }

    @Test
    void aCompressedFileIsReadLikeAPlainOne() throws IOException {
        LogSink sink = sink(1000, 10);
        write(sink, new byte[1000]);
        Await.until("rotated", () -> sink.number == 2);
        sink.files.compress(1);
        assertTrue(sink.files.rotated(1).toString().endsWith(".log.1.gz"));
        try (FileLogReader reader = new FileLogReader(sink, new LogPosition(1, 400))) {
            assertEquals(600, read(reader, 600).length);
            assertEquals(new LogPosition(2, 0), readOn(reader));
        }
    }

    private static LogPosition readOn(FileLogReader reader) throws IOException {
        reader.read(ByteBuffer.allocate(10));
        return reader.position();
    }

    private static java.util.List<Long> numbers(LogSink sink) {
        try {
            return java.util.List.copyOf(sink.files.rotated().keySet());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static long sizeOf(Path path) {
        try {
            return Files.exists(path) ? Files.size(path) : -1;
        } catch (IOException e) {
            return -1;
        }
    }

    private static void write(LogSink sink, byte[] bytes) {
        try (OutputStream out = new FileOutputStream(sink.fifo().toFile())) {
            out.write(bytes);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }
}
