package com.nae.issues.bench;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.nae.api.issue.SourceIndex;
import com.nae.issues.DetectionSink;
import com.nae.issues.ErrorDetector;
import com.nae.issues.StackFormats;
import com.nae.issues.fold.FoldedTrace;
import com.nae.issues.format.GoFormat;
import com.nae.issues.format.JavaFormat;
import com.nae.issues.format.NodeFormat;
import com.nae.issues.format.PythonFormat;
import com.nae.issues.scan.Severity;

/** The yardstick's raw logs as one text of whole lines. */
final class LogCorpus {
    static final StackFormats ALL =
            new StackFormats(List.of(new PythonFormat(), new JavaFormat(), new NodeFormat(), new GoFormat()));

    private LogCorpus() {}

    /**
     * Lines on end until there are a million; without those of level ERROR and above and those that are not ordinary,
     * where so asked.
     */
    static byte[] million(boolean ordinary) {
        byte[] once = once(ordinary);
        long lines = lines(once);
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        for (long n = 0; n < 1_000_000; n += lines) {
            all.writeBytes(once);
        }
        return all.toByteArray();
    }

    static long lines(byte[] text) {
        long lines = 0;
        for (byte b : text) {
            lines += b == '\n' ? 1 : 0;
        }
        return lines;
    }

    private static byte[] once(boolean ordinary) {
        ByteArrayOutputStream text = new ByteArrayOutputStream();
        try (Stream<Path> logs = Files.list(
                Path.of(System.getProperty("logbench", "../shared/logbench")).resolve("raw"))) {
            for (Path log : logs.sorted().toList()) {
                for (String line :
                        Files.readString(log, StandardCharsets.ISO_8859_1).split("\n")) {
                    byte[] bytes = (line + "\n").getBytes(StandardCharsets.ISO_8859_1);
                    if (!ordinary || found(bytes) == 0) {
                        text.writeBytes(bytes);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toByteArray();
    }

    private static long found(byte[] line) {
        Count count = new Count();
        ErrorDetector detector = new ErrorDetector(() -> ALL, SourceIndex.UNKNOWN, count);
        detector.feed(line, 0, line.length, 0);
        detector.end(0);
        return count.traces + count.plain;
    }

    /** Counts what is found. */
    static final class Count implements DetectionSink {
        long traces;
        long plain;

        @Override
        public void onTrace(FoldedTrace folded) {
            traces += folded.times();
        }

        @Override
        public void onErrorLine(Severity severity, byte[] line, int from, int message, int to) {
            plain++;
        }
    }
}
