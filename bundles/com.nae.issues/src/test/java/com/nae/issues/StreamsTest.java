package com.nae.issues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded streams of real programs, compared with the issues that their index lists. */
class StreamsTest {
    static final String[] OTHERS = {
        "2026-11-22 09:00:02,100 INFO other: tick {}",
        "INFO heartbeat {}",
        "tick {}",
        "{\"level\":\"info\",\"msg\":\"tick {}\"}",
        "GET /index.html 200 {}ms",
        "2026-11-22T09:00:01Z other[77]: polled {} rates"
    };

    static Stream<RecordedStream> samples() {
        return RecordedStream.all();
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aStreamFedAtOnceGivesItsIssues(RecordedStream sample) {
        assertEquals(sample.expected(), sample.describe(FedStreams.whole(sample.text())));
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aStreamCutAtAnyByteGivesItsIssues(RecordedStream sample) {
        for (int at = 0; at <= sample.text().length; at++) {
            assertEquals(sample.expected(), sample.describe(FedStreams.cut(sample.text(), at)), "cut at " + at);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aStreamInSmallPiecesGivesItsIssues(RecordedStream sample) {
        for (int seed = 0; seed < 4; seed++) {
            assertEquals(
                    sample.expected(),
                    sample.describe(FedStreams.pieces(sample.text(), new Random(seed), 1 + seed * seed * 7)),
                    "seed " + seed);
        }
    }

    @ParameterizedTest
    @MethodSource("samples")
    void aStreamWithLinesOfAnotherWriterGivesItsIssues(RecordedStream sample) {
        for (int seed = 0; seed < 6; seed++) {
            byte[] text = FedStreams.interleaved(sample.text(), new Random(seed), OTHERS);
            assertEquals(sample.expected(), sample.describe(FedStreams.whole(text)), "seed " + seed);
        }
    }
}
