package com.nae.issues.bench;

import java.util.concurrent.TimeUnit;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

import com.nae.api.issue.SourceIndex;
import com.nae.issues.ErrorDetector;
import com.nae.issues.group.LineGroups;

/**
 * A million lines of real logs: how long they take to pass, and to be grouped. Milliseconds for all of them; megabytes
 * are told at the start.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class DetectionBench {
    private static final int PIECE = 128 << 10;

    private byte[] ordinary;
    private byte[] all;
    private final LogCorpus.Count found = new LogCorpus.Count();
    private final ErrorDetector detector = new ErrorDetector(() -> LogCorpus.ALL, SourceIndex.UNKNOWN, found);
    private final LineGroups groups = new LineGroups();

    @Setup
    public void read() {
        ordinary = LogCorpus.million(true);
        all = LogCorpus.million(false);
        System.out.printf(
                "%nordinary: %d lines, %.1f MB; all: %d lines, %.1f MB%n",
                LogCorpus.lines(ordinary), ordinary.length / 1e6, LogCorpus.lines(all), all.length / 1e6);
    }

    @Benchmark
    public long ordinaryLinesPass() {
        for (int at = 0; at < ordinary.length; at += PIECE) {
            detector.feed(ordinary, at, Math.min(ordinary.length, at + PIECE), 0);
        }
        return found.plain;
    }

    @Benchmark
    public long linesAreGrouped() {
        long sum = 0;
        int start = 0;
        for (int i = 0; i < all.length; i++) {
            if (all[i] == '\n') {
                sum += groups.groupOf(all, start, i);
                start = i + 1;
            }
        }
        return sum;
    }
}
