package com.nae.issues;

import com.nae.api.issue.SourceIndex;
import com.nae.issues.fold.FoldedTrace;
import com.nae.issues.format.GoFormat;
import com.nae.issues.format.JavaFormat;
import com.nae.issues.format.NodeFormat;
import com.nae.issues.format.PythonFormat;
import com.nae.issues.scan.Severity;
import com.nae.issues.track.Fault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Test support that feeds a text to a detector in several ways and collects the faults found. */
final class FedStreams {
    static final StackFormats ALL =
            new StackFormats(List.of(new PythonFormat(), new JavaFormat(), new NodeFormat(), new GoFormat()));
    /** The sources of a worker in {@code /srv/app}. */
    static final SourceIndex APP = new SourceIndex() {
        @Override
        public boolean holds(String file) {
            return !file.startsWith("/") && !file.contains("..") || file.startsWith("/srv/app/");
        }

        @Override
        public boolean defines(String name) {
            return false;
        }
    };

    private FedStreams() {}

    /** A sink that collects the faults found. */
    static final class Found implements DetectionSink {
        final List<Fault> faults = new ArrayList<>();

        @Override
        public void onTrace(FoldedTrace folded) {
            faults.add(Fault.of("app", folded, APP));
        }

        @Override
        public void onErrorLine(Severity severity, byte[] line, int from, int message, int to) {
            String text = new String(line, message, to - message, StandardCharsets.UTF_8);
            faults.add(Fault.plain(
                    "app", severity, text, text, new String(line, from, to - from, StandardCharsets.UTF_8)));
        }
    }

    static List<Fault> whole(byte[] text) {
        Found found = new Found();
        ErrorDetector detector = new ErrorDetector(() -> ALL, APP, found);
        detector.feed(text, 0, text.length, 0);
        detector.end(0);
        return found.faults;
    }

    static List<Fault> cut(byte[] text, int at) {
        Found found = new Found();
        ErrorDetector detector = new ErrorDetector(() -> ALL, APP, found);
        detector.feed(text, 0, at, 0);
        detector.feed(text, at, text.length, 0);
        detector.end(0);
        return found.faults;
    }

    static List<Fault> pieces(byte[] text, Random random, int maxPiece) {
        Found found = new Found();
        ErrorDetector detector = new ErrorDetector(() -> ALL, APP, found);
        for (int at = 0; at < text.length; ) {
            int end = Math.min(text.length, at + 1 + random.nextInt(maxPiece));
            detector.feed(text, at, end, 0);
            at = end;
        }
        detector.end(0);
        return found.faults;
    }

    /** Returns the text with a line of another writer after about every third line. */
    static byte[] interleaved(byte[] text, Random random, String... otherLines) {
        StringBuilder out = new StringBuilder();
        new String(text, StandardCharsets.UTF_8).lines().forEach(line -> {
            out.append(line).append('\n');
            if (random.nextInt(3) == 0) {
                out.append(otherLines[random.nextInt(otherLines.length)].replace(
                                "{}", String.valueOf(random.nextInt(10_000))))
                        .append('\n');
            }
        });
        return out.toString().getBytes(StandardCharsets.UTF_8);
    }
}
