package com.nae.issues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Lines as transports change them: prefixed, cut into pieces, escaped. */
class TransportsTest {
    private static final String TRACE = "Traceback (most recent call last):\n"
            + "  File \"/srv/app/main.py\", line 9, in load\n"
            + "    return cache[key]\n"
            + "KeyError: 'rates'\n";

    private static List<String> types(String text) {
        return FedStreams.whole(text.getBytes(StandardCharsets.UTF_8)).stream()
                .map(f -> f.type())
                .toList();
    }

    private static String escaped(String text) {
        return text.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    /**
     * Returns a line as Docker's json-file driver writes it: in records of 16 KiB, of which the last ends with a
     * newline.
     */
    private static List<String> docker(String line, String stream) {
        List<String> records = new ArrayList<>();
        String rest = line + "\n";
        while (!rest.isEmpty()) {
            String piece = rest.substring(0, Math.min(16384, rest.length()));
            rest = rest.substring(piece.length());
            records.add("{\"log\":\"" + escaped(piece) + "\",\"stream\":\"" + stream
                    + "\",\"time\":\"2026-11-22T09:00:01.5Z\"}\n");
        }
        return records;
    }

    @Test
    void aRecordThatDockerCutIntoPiecesIsJoined() {
        String record = "{\"level\":\"error\",\"pad\":\"" + "x".repeat(17_000) + "\",\"exc\":\"" + escaped(TRACE)
                + "\",\"more\":\"" + "y".repeat(17_000) + "\"}";
        assertEquals(List.of("KeyError"), types(String.join("", docker(record, "stderr"))));
    }

    @Test
    void aLineOfTheOtherStreamBetweenPiecesIsSeparate() {
        List<String> pieces = docker(
                "{\"level\":\"error\",\"pad\":\"" + "x".repeat(17_000) + "\",\"exc\":\"" + escaped(TRACE) + "\"}",
                "stderr");
        String between = String.join("", docker("ERROR: order 7 was refused", "stdout"));
        assertEquals(
                List.of("ERROR", "KeyError"),
                types(pieces.get(0) + between + pieces.get(1)).stream().sorted().toList());
        String stamp = "2026-11-22T09:00:01.000000001Z ";
        assertEquals(
                List.of("ERROR", "CRITICAL"),
                types(stamp + "stderr P ERROR: it\n" + stamp + "stdout F CRITICAL: all\n" + stamp
                                + "stderr F  failed\n")
                        .stream()
                        .sorted((a, b) -> b.compareTo(a))
                        .toList());
    }

    @Test
    void aShortLineWithoutANewlineIsNotDelayedAsAPiece() {
        String prompt = "{\"log\":\"ERROR: no password\",\"stream\":\"stderr\",\"time\":\"2026-11-22T09:00:01.5Z\"}\n";
        FedStreams.Found found = new FedStreams.Found();
        ErrorDetector detector = new ErrorDetector(() -> FedStreams.ALL, FedStreams.APP, found);
        byte[] text = prompt.getBytes(StandardCharsets.UTF_8);
        detector.feed(text, 0, text.length, 0);
        detector.expire(1000);
        assertEquals(1, found.faults.size());
    }

    @Test
    void aPendingColouredLineIsReadAgainFromItsOwnBeginningAfterARestart() {
        ErrorDetector detector = new ErrorDetector(() -> FedStreams.ALL, FedStreams.APP, new FedStreams.Found());
        String before = "INFO on\n".repeat(100);
        byte[] text = (before + "\u001b[31mERROR: order was refused\u001b[0m\n").getBytes(StandardCharsets.UTF_8);
        detector.feed(text, 0, text.length, 0);
        assertEquals(before.length(), detector.restartOffset());
    }

    @Test
    void theLevelOfAMessageTakesPrecedenceOverThatOfItsTransport() {
        assertEquals(List.of(), types("<11>Nov 22 09:00:00 host app[7]: 2026-11-22 09:00:00,100 INFO app: going on\n"));
        assertEquals(List.of("CRITICAL"), types("<14>Nov 22 09:00:00 host app[7]: CRITICAL: all is lost\n"));
        assertEquals(List.of("ERROR"), types("<11>Nov 22 09:00:00 host app[7]: all is lost\n"));
        assertEquals(List.of("ERROR"), types("{\"level\":\"error\",\"msg\":\"INFO is no level here\"}\n"));
    }

    @Test
    void linesAboveATraceWhoseLinesAllHaveALevelArePartOfIt() {
        String task =
                "Task exception was never retrieved\nfuture: <Task finished exception=KeyError('rates')>\n" + TRACE;
        for (String prefix : List.of(
                "ERROR: ", "<3>", "<11>Nov 22 09:00:00 host app[7]: ", "[2026-11-22 09:00:00 +0000] [42] [ERROR] ")) {
            assertEquals(
                    List.of("KeyError"),
                    types(task.lines().map(line -> prefix + line + "\n").reduce("", String::concat)),
                    prefix);
        }
        assertEquals(
                List.of("KeyError"),
                types(task.lines()
                        .map(line -> "{\"level\":50,\"msg\":\"" + escaped(line) + "\"}\n")
                        .reduce("", String::concat)));
    }

    @Test
    void aTraceWhoseFirstLineAloneHasAHeaderEndsWhereTheNextBegins() {
        String lambda = "[ERROR]\t2026-11-22T09:00:00.123Z\t0a1b-22\t";
        assertEquals(List.of("KeyError", "KeyError"), types(lambda + TRACE + TRACE.replace("load", "other")));
    }

    @Test
    void aTabThatSyslogEscapedIsATab() {
        String java = "Nov 22 09:00:00 host app[7]: %s\n";
        String text = java.formatted("java.lang.IllegalStateException: bad")
                + java.formatted("#011at com.acme.Main.load(Main.java:7)")
                + java.formatted("#011at com.acme.Main.main(Main.java:9)");
        assertEquals(List.of("java.lang.IllegalStateException"), types(text));
    }

    @Test
    void aTraceWithEscapedLineEndsIsAnIssueUnlessItsRecordIsHarmless() {
        String java = "09:00:00 ERROR failed: Exception in thread \"main\" java.lang.IllegalStateException: "
                + "bad\\n\\tat com.acme.Main.load(Main.java:7)\\n";
        assertEquals(
                "Main.load",
                FedStreams.whole(java.getBytes(StandardCharsets.UTF_8))
                        .get(0)
                        .place()
                        .orElseThrow()
                        .function());
        assertEquals(
                List.of("KeyError"),
                types("time=2026-11-22T09:00:00Z level=error msg=\"it failed\" stack=\"" + escaped(TRACE)
                        + "\" n=1\n"));
        assertEquals(
                List.of(),
                types("time=2026-11-22T09:00:00Z level=info msg=\"client said\" stack=\"" + escaped(TRACE)
                        + "\" n=1\n"));
    }
}
