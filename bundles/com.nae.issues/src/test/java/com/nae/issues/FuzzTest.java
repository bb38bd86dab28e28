package com.nae.issues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.StackFormat;
import com.nae.api.issue.TraceFolding;
import com.nae.issues.fold.FoldedTrace;
import com.nae.issues.scan.Severity;
import com.nae.issues.track.Fault;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Fuzz test of detection with corrupted recorded streams and a fixed seed.
 *
 * <p>Nothing is thrown, the issues are bounded and clean and the same in whatever pieces the bytes arrive, and the work
 * is proportional to the bytes. {@code -Dfuzz.seed} and {@code -Dfuzz.rounds} choose other inputs. A failing text is
 * written to {@code target/fuzz-SEED.txt}; moved to {@code src/test/resources/fuzz}, it is tested in every run.
 */
class FuzzTest {
    private static final long SEED = Long.getLong("fuzz.seed", 20261122);
    private static final int ROUNDS = Integer.getInteger("fuzz.rounds", 400);
    /** The average number of times that a line may be offered to traces and formats. */
    private static final int MAX_OFFERS = 40;

    /** The average number of bytes that may be allocated for one byte of input. */
    private static final int MAX_ALLOCATED = 4000;

    /** A sink that checks each fault and counts it by fingerprint. */
    private static final class CountingSink implements DetectionSink {
        final Map<String, Long> times = new TreeMap<>();

        @Override
        public void onTrace(FoldedTrace folded) {
            Fault fault = Fault.of("app", folded, FedStreams.APP);
            HostileOutputTest.CheckingSink.check(fault);
            times.merge(fault.fingerprint() + " " + fault.type(), folded.times(), Long::sum);
        }

        @Override
        public void onErrorLine(Severity severity, byte[] line, int from, int message, int to) {
            assertTrue(from <= message && message <= to && to - from <= 1 << 16);
            times.merge(severity + new String(line, message, to - message, StandardCharsets.ISO_8859_1), 1L, Long::sum);
        }
    }

    /** A format that counts how often lines are offered to it. */
    private record CountingFormat(StackFormat format, long[] count) implements StackFormat {
        @Override
        public String language() {
            return format.language();
        }

        @Override
        public List<String> triggers() {
            return format.triggers();
        }

        @Override
        public int start(String line) {
            count[0]++;
            return format.start(line);
        }

        @Override
        public TraceFolding fold(List<String> before, String first, SourceIndex sources) {
            TraceFolding folding = format.fold(before, first, sources);
            return new TraceFolding() {
                @Override
                public LineRole take(String line) {
                    count[0]++;
                    return folding.take(line);
                }

                @Override
                public boolean whole() {
                    return folding.whole();
                }

                @Override
                public Optional<com.nae.api.issue.StackTrace> trace() {
                    return folding.trace();
                }
            };
        }
    }

    @Test
    void corruptedStreamsGiveTheSameIssuesInAnyPiecesAtABoundedCost() throws IOException {
        List<byte[]> seeds = RecordedStream.all().map(RecordedStream::text).toList();
        for (int round = 0; round < ROUNDS; round++) {
            long seed = SEED * 1_000_003 + round;
            byte[] text = new CorruptedText(new Random(seed), seeds).text();
            try {
                checkSameInPieces(text, seed);
            } catch (RuntimeException | AssertionError found) {
                Files.write(Path.of("target/fuzz-" + seed + ".txt"), text);
                throw found;
            }
        }
    }

    static Stream<Path> failures() throws IOException {
        return Files.list(Path.of("src/test/resources/fuzz"));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aStreamThatFailedOncePasses(Path stream) throws IOException {
        for (int seed = 0; seed < 8; seed++) {
            checkSameInPieces(Files.readAllBytes(stream), 37 * seed);
        }
    }

    private static void checkSameInPieces(byte[] text, long seed) {
        Map<String, Long> whole = detect(text, new Random(seed), text.length);
        assertEquals(whole, detect(text, new Random(seed), 1 + (int) (seed % 300)), "seed " + seed);
    }

    private static Map<String, Long> detect(byte[] text, Random random, int maxPiece) {
        long[] offers = new long[1];
        StackFormats formats = new StackFormats(FedStreams.ALL.formats.stream()
                .<StackFormat>map(f -> new CountingFormat(f, offers))
                .toList());
        CountingSink found = new CountingSink();
        ErrorDetector detector = new ErrorDetector(() -> formats, FedStreams.APP, found);
        long before = allocated();
        for (int at = 0; at < text.length; ) {
            int end = maxPiece >= text.length ? text.length : Math.min(text.length, at + 1 + random.nextInt(maxPiece));
            detector.feed(text, at, end, 0);
            assertTrue(detector.restartOffset() <= detector.consumed());
            at = end;
        }
        detector.end(0);
        assertEquals(Long.MAX_VALUE, detector.deadline());
        long lines = new String(text, StandardCharsets.ISO_8859_1)
                .replace("\\n", "\n")
                .lines()
                .count();
        assertTrue(offers[0] <= MAX_OFFERS * (lines + 1), offers[0] + " offers of " + lines + " lines");
        assertTrue(
                allocated() - before <= (long) MAX_ALLOCATED * (text.length + 1000),
                allocated() - before + " bytes for " + text.length);
        return found.times;
    }

    private static long allocated() {
        return ((com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean())
                .getCurrentThreadAllocatedBytes();
    }
}
