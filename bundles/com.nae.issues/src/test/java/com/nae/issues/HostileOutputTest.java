package com.nae.issues;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.issues.fold.FoldedTrace;
import com.nae.issues.scan.Severity;
import com.nae.issues.track.Fault;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Hostile output: whatever is fed, the issues are bounded and clean. */
class HostileOutputTest {
    private static final List<String> PARTS = List.of(
            "Traceback (most recent call last):",
            "  File \"",
            "/etc/passwd",
            "\", line ",
            "99999999999",
            ", in f",
            "    at ",
            "\tat a.b.C(D.java:1)",
            "Caused by: ",
            "panic: ",
            "goroutine 1 [running]:",
            "KeyError: 'x'",
            "Exception in thread \"",
            "{\"level\":\"error\",\"msg\":\"",
            "\\u00",
            "\n",
            "\r\n",
            "\u001b[31m",
            "\u001b]0;",
            "\u0000",
            "\u202e",
            "ERROR ",
            "  + Exception Group Traceback (most recent call last):",
            "  | ",
            "+-+---------------- 1 ----------------",
            "During handling of the above exception, another exception occurred:",
            "Error: ",
            "[cause]: ",
            " {",
            "}",
            "((((((((((",
            "=\"",
            "<11>1 2026-11-22",
            "12 E ",
            "http://a:b@c/",
            "\t",
            "'");

    /** A sink that checks all it receives. */
    static final class CheckingSink implements DetectionSink {
        long found;

        @Override
        public void onTrace(FoldedTrace folded) {
            found++;
            check(Fault.of("app", folded, FedStreams.APP));
        }

        @Override
        public void onErrorLine(Severity severity, byte[] line, int from, int message, int to) {
            found++;
            assertTrue(from <= message && message <= to && to - from <= 1 << 16);
        }

        static void check(Fault fault) {
            assertTrue(fault.evidence().size() <= 64);
            for (String text : fault.evidence()) {
                assertTrue(text.length() <= 400);
                assertTrue(text.chars().noneMatch(c -> c < ' ' && c != '\t' || c == 0x7f || c == 0x202e), text);
            }
            assertTrue(fault.message().length() <= 400
                    && fault.subject().length() <= 400
                    && fault.type().length() <= 400);
            fault.place().ifPresent(p -> assertTrue(!p.file().equals("/etc/passwd") || p.line() >= 0));
        }
    }

    @Test
    void anyInputGivesBoundedAndCleanIssues() {
        Random random = new Random(20261122);
        for (int round = 0; round < 300; round++) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < 400; i++) {
                text.append(
                        random.nextInt(4) == 0
                                ? String.valueOf((char) random.nextInt(0x3000))
                                : PARTS.get(random.nextInt(PARTS.size())));
                text.append(random.nextInt(5) == 0 ? "\n" : "");
            }
            byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
            for (int i = 0; i < 20; i++) {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
            }
            ErrorDetector detector = new ErrorDetector(() -> FedStreams.ALL, FedStreams.APP, new CheckingSink());
            for (int at = 0; at < bytes.length; ) {
                int end = Math.min(bytes.length, at + 1 + random.nextInt(700));
                detector.feed(bytes, at, end, round);
                at = end;
            }
            assertTrue(detector.restartOffset() <= detector.consumed());
            detector.end(round);
            assertEquals(bytes.length, detector.consumed());
        }
    }

    @Test
    void aLineOfAHundredMegabytesIsNotKept() {
        CheckingSink sink = new CheckingSink();
        ErrorDetector detector = new ErrorDetector(() -> FedStreams.ALL, FedStreams.APP, sink);
        byte[] piece = new byte[1 << 20];
        Arrays.fill(piece, (byte) 'a');
        detector.feed("ERROR ".getBytes(StandardCharsets.UTF_8), 0, 6, 0);
        for (int i = 0; i < 100; i++) {
            detector.feed(piece, 0, piece.length, 0);
        }
        detector.feed("\nERROR again\n".getBytes(StandardCharsets.UTF_8), 0, 13, 0);
        detector.end(0);
        assertEquals(2, sink.found);
    }

    @Test
    void aDeepChainOfExceptionsGivesOneIssue() {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            text.append("Traceback (most recent call last):\n"
                            + "  File \"/srv/app/a.py\", line 1, in f\n"
                            + "    x()\n"
                            + "KeyError: 'k'\n"
                            + "\n")
                    .append("During handling of the above exception, another exception occurred:\n\n");
        }
        assertEquals(
                1,
                FedStreams.whole(text.toString().getBytes(StandardCharsets.UTF_8))
                        .size());
    }

    @Test
    void aFrameInTheDeclaredSourcesTakesPrecedenceOverOneOutside() {
        String text = "Traceback (most recent call last):\n"
                + "  File \"/srv/app/a.py\", line 3, in f\n"
                + "    g()\n"
                + "  File \"/etc/passwd\", line 1, in root\n"
                + "    x\n"
                + "KeyError: 'k'\n";
        Fault fault = FedStreams.whole(text.getBytes(StandardCharsets.UTF_8)).get(0);
        assertEquals("/srv/app/a.py", fault.place().orElseThrow().file());
    }

    @Test
    void aTraceEndsAfterAShortSilence() {
        FedStreams.Found found = new FedStreams.Found();
        ErrorDetector detector = new ErrorDetector(() -> FedStreams.ALL, FedStreams.APP, found);
        byte[] text =
                "Traceback (most recent call last):\n  File \"/srv/app/a.py\", line 3, in f\n    g()\nKeyError: 'k'\n"
                        .getBytes(StandardCharsets.UTF_8);
        detector.feed(text, 0, text.length, 1000);
        assertEquals(1100, detector.deadline());
        detector.expire(1099);
        assertEquals(0, found.faults.size());
        detector.expire(1100);
        assertEquals(1, found.faults.size());
        assertEquals(Long.MAX_VALUE, detector.deadline());
        assertEquals(text.length, detector.restartOffset());
    }

    @Test
    void ordinaryLinesAllocateNothing() {
        ErrorDetector detector = new ErrorDetector(() -> FedStreams.ALL, FedStreams.APP, new CheckingSink());
        byte[] text = "2026-11-22 09:00:00,123 INFO app.core: polled 17 rates in 3 ms from 10.0.0.7:5432\n"
                .repeat(5000)
                .getBytes(StandardCharsets.UTF_8);
        var threads = (com.sun.management.ThreadMXBean) java.lang.management.ManagementFactory.getThreadMXBean();
        detector.feed(text, 0, text.length, 0);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 20; i++) {
            detector.feed(text, 0, text.length, 0);
        }
        assertTrue(threads.getCurrentThreadAllocatedBytes() - before < 10_000, "100,000 lines");
    }

    @Test
    void everyRepetitionOfATraceIsCountedWhereverTheStreamIsCut() {
        String trace =
                "Traceback (most recent call last):\n  File \"/srv/app/a.py\", line 3, in f\n    g()\nKeyError: 'k'\n";
        String other = trace.replace("'k'", "'other'");
        byte[] text = ("INFO begin\n" + trace.repeat(400) + other + trace.repeat(3) + "INFO tick\n" + trace
                        + "INFO end\n")
                .getBytes(StandardCharsets.UTF_8);
        for (int piece : new int[] {text.length, 4096, 997, 100, 7}) {
            long[] times = new long[2];
            ErrorDetector detector = new ErrorDetector(() -> FedStreams.ALL, FedStreams.APP, new DetectionSink() {
                @Override
                public void onTrace(FoldedTrace folded) {
                    times[folded.trace().subject().equals("k") ? 0 : 1] += folded.times();
                }

                @Override
                public void onErrorLine(Severity severity, byte[] line, int from, int message, int to) {
                    throw new AssertionError("nothing else is there");
                }
            });
            for (int at = 0; at < text.length; at += piece) {
                detector.feed(text, at, Math.min(text.length, at + piece), 0);
            }
            detector.end(0);
            assertEquals(List.of(404L, 1L), List.of(times[0], times[1]), "in pieces of " + piece);
        }
    }
}
