package com.nae.issues.bench;

import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

import com.nae.api.issue.SourceIndex;
import com.nae.issues.DetectionSink;
import com.nae.issues.ErrorDetector;
import com.nae.issues.fold.FoldedTrace;
import com.nae.issues.scan.Severity;
import com.nae.issues.track.Fault;

/** A flood of one traceback: every occurrence must be counted, and the heap must not grow. */
public final class Flood {
    private static final String TRACE = "Traceback (most recent call last):\n"
            + "  File \"/srv/app/main.py\", line 3, in load\n"
            + "    return cfg[\"url\"]\n"
            + "KeyError: 'url'\n";

    private Flood() {}

    /** @param words the number of lines; ten million by default */
    public static void main(String[] words) {
        long lines = words.length > 0 ? Long.parseLong(words[0]) : 10_000_000;
        byte[] piece = TRACE.repeat(1000).getBytes(StandardCharsets.UTF_8);
        Counter counter = new Counter();
        ErrorDetector detector = new ErrorDetector(() -> LogCorpus.ALL, SourceIndex.UNKNOWN, counter);
        long before = used();
        long cpu = ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime();
        for (long n = 0; n < lines; n += 4000) {
            detector.feed(piece, 0, piece.length, n);
        }
        detector.end(lines);
        System.out.printf(
                "%d lines: %d occurrences of %s, %.1f s of CPU, heap %d KB before and %d KB after%n",
                lines,
                counter.count,
                counter.last,
                (ManagementFactory.getThreadMXBean().getCurrentThreadCpuTime() - cpu) / 1e9,
                before >> 10,
                used() >> 10);
    }

    /** Counts all lines, and remembers the fingerprint of the last error. */
    private static final class Counter implements DetectionSink {
        private String last = "none";
        private long count;

        @Override
        public void onTrace(FoldedTrace folded) {
            last = Fault.of("app", folded, SourceIndex.UNKNOWN).fingerprint();
            count += folded.times();
        }

        @Override
        public void onErrorLine(Severity severity, byte[] line, int from, int message, int to) {
            count++;
        }
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
