package com.nae.issues;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Traces below log records with a harmless level. */
class HarmlessLevelTest {
    private static final String JAVA = "java.net.ConnectException: Connection refused\n"
            + "\tat com.acme.Main.a(Main.java:6)\n"
            + "\tat com.acme.Main.main(Main.java:9)\n";
    private static final String PYTHON = "Traceback (most recent call last):\n"
            + "  File \"/srv/app/main.py\", line 9, in %s\n"
            + "    return cache[key]\n"
            + "KeyError: 'rates'\n";

    private static List<String> types(String text) {
        return FedStreams.whole(text.getBytes(StandardCharsets.UTF_8)).stream()
                .map(f -> f.type())
                .toList();
    }

    @Test
    void aJavaTraceBelowADebugOrInfoRecordIsNoIssue() {
        assertEquals(
                List.of(),
                types("09:00:00.124 [main] DEBUG com.acme.App - expected\n" + JAVA
                        + "09:00:00.125 [main] INFO  com.acme.App - on\n"));
        assertEquals(List.of(), types("Nov 22, 2026 9:00:00 AM com.acme.App run\nINFO: expected\n" + JAVA));
        assertEquals(
                List.of("java.net.ConnectException"),
                types("09:00:00.124 [main] ERROR com.acme.App - failed\n" + JAVA));
    }

    @Test
    void aPythonTraceBelowADebugRecordIsAnIssueOnlyIfItEndedTheProgram() {
        assertEquals(
                List.of(),
                types("2026-11-22 09:00:00,123 DEBUG app: cache miss\n" + PYTHON.formatted("load")
                        + "2026-11-22 09:00:00,124 INFO app: on\n"));
        assertEquals(
                List.of("KeyError"),
                types("2026-11-22 09:00:00,123 DEBUG app: loading\n" + PYTHON.formatted("<module>")));
        assertEquals(
                List.of("KeyError"), types("2026-11-22 09:00:00,123 INFO app: loading\n" + PYTHON.formatted("load")));
    }

    @Test
    void aTraceAnnouncedByAnInfoRecordIsNoIssue() {
        assertEquals(
                List.of(),
                types("2026-11-22 09:00:00,123 INFO app: the report of last night:\n" + PYTHON.formatted("<module>")
                        + "2026-11-22 09:00:00,124 INFO app: on\n"));
        assertEquals(
                List.of("KeyError"),
                types("2026-11-22 09:00:00,123 ERROR app: the worker said:\n" + PYTHON.formatted("<module>")
                        + "2026-11-22 09:00:00,124 INFO app: on\n"));
    }

    @Test
    void aDebugLevelAsALetterOrBetweenSemicolonsIsRecognised() {
        assertEquals(
                List.of(),
                types("D 2026-11-22 09:00:00,123 cache miss\n" + PYTHON.formatted("load")
                        + "I 2026-11-22 09:00:00,124 on\n"));
        assertEquals(
                List.of(),
                types("2026-11-22 09:00:00,123;DEBUG;cache miss\n" + PYTHON.formatted("load")
                        + "2026-11-22 09:00:00,124;INFO;on\n"));
        assertEquals(
                List.of("KeyError"),
                types("E 2026-11-22 09:00:00,123 failed\n" + PYTHON.formatted("load")
                        + "I 2026-11-22 09:00:00,124 on\n"));
    }

    @Test
    void aLoguruTraceBelowADebugRecordIsNoIssueThoughItListsTheCallers() {
        String trace = "Traceback (most recent call last):\n"
                + "\n"
                + "  File \"/srv/app/main.py\", line 6, in <module>\n"
                + "    g()\n"
                + "\n"
                + "> File \"/srv/app/main.py\", line 4, in g\n"
                + "    f()\n"
                + "\n"
                + "  File \"/srv/app/main.py\", line 2, in f\n    return {}['k']\n\nKeyError: 'k'\n";
        assertEquals(List.of(), types("2026-11-22 09:00:00.123 | DEBUG    | __main__:g:5 - cache miss\n" + trace));
        assertEquals(
                List.of("KeyError"), types("2026-11-22 09:00:00.123 | ERROR    | __main__:g:5 - failed\n" + trace));
    }

    @Test
    void anErrorRecordAboveAStackThatIsNoTraceIsReported() {
        String stack = "Stack (most recent call last):\n  File \"/srv/app/main.py\", line 6, in <module>\n    f()\n";
        assertEquals(List.of("ERROR"), types("2026-11-22 09:00:00,123 ERROR app: where am i\n" + stack));
        assertEquals(List.of(), types("2026-11-22 09:00:00,123 INFO app: where am i\n" + stack));
    }

    @Test
    void aLevelInTheMessageOfAnExceptionDoesNotEndItsTrace() {
        assertEquals(
                List.of("asyncpg.UndefinedTableError"),
                types("Traceback (most recent call last):\n  File \"/srv/app/a.py\", line 3, in f\n    g()\n"
                        + "asyncpg.UndefinedTableError: ERROR: 2026-11-22 09:00:00 relation \"x\" does not exist\n"));
    }
}
