package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nae.testing.Await;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What {@code scripts/nae} prints, and who may run it on a home. */
class ShellIT {
    private static StoryHome home;

    @BeforeAll
    static void up() throws IOException {
        home = new StoryHome();
        home.process("tick", "command = sh -c 'echo \"$NAE_MODE begins\"; exec sleep 1000'");
        home.process("once", "command = sh -c 'exit 3'", "autorestart = never", "modes = live");
        home.up();
        Await.until(
                "all have got somewhere",
                () -> state("tick@live").equals("RUNNING")
                        && state("tick@sandbox").equals("RUNNING")
                        && state("once@live").equals("EXITED"));
    }

    @AfterAll
    static void down() throws IOException {
        home.close();
    }

    private static String state(String instance) {
        return process(instance).get("state").getAsString();
    }

    private static JsonObject process(String instance) {
        return home.json("status", instance)
                .getAsJsonObject()
                .getAsJsonArray("processes")
                .get(0)
                .getAsJsonObject();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            0 | status
            0 | status tick
            0 | help
            0 | --help
            0 | logs --help
            0 | status --json --json
            2 | shell now
            2 |
            2 | --nonsense
            2 | nonsense
            2 | logs
            2 | logs -n many tick
            2 | stop
            4 | status tikc
            4 | stop tick@dual
            4 | logs nothing
            1 | check /no/such/file
            """)
    void exitCodesAreThoseThatScriptsRelyOn(int code, String words) {
        Outcome outcome = home.nae(words == null ? new String[0] : words.split(" "));
        assertEquals(code, outcome.code(), outcome::out);
    }

    @Test
    void anUnknownNameIsAnsweredWithTheNearest() {
        assertEquals(
                "nae: no process 'tikc'; did you mean 'tick'?\n",
                home.nae("restart", "tikc").out());
    }

    private static final String STATUS = "mode version pid started uptime_s health reasons processes issues_open"
            + " fixes_applied enhancements_applied refused";
    private static final String INSTANCE =
            "name mode instance replica state reason pid since uptime_s restarts last_exit"
                    + " health reasons cpu_percent memory_bytes errors_per_hour adopted";

    @Test
    void theStatusHasTheFieldsThatScriptsRelyOn() throws IOException {
        JsonObject status =
                JsonParser.parseString(home.nae("status", "--json").out()).getAsJsonObject();
        assertEquals(Set.of(STATUS.split(" ")), status.keySet());
        assertEquals(home.pid(), status.get("pid").getAsLong());
        JsonObject once = process("once@live");
        assertEquals(Set.of(INSTANCE.split(" ")), once.keySet());
        assertTrue(once.get("pid").isJsonNull());
        assertEquals(3, once.getAsJsonObject("last_exit").get("code").getAsInt());
        assertTrue(once.getAsJsonObject("last_exit").get("signal").isJsonNull());
    }

    @Test
    void tablesFitEightyColumnsAndAPipeHasNoColour() {
        for (String command : List.of("status", "health", "top", "help")) {
            String out =
                    new String(home.nae(command).out().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
            assertFalse(out.contains("\u001b"), out);
            assertTrue(out.lines().allMatch(line -> line.length() <= 80), out);
        }
    }

    @Test
    void whatIsStoppedAndStartedIsSo() {
        assertEquals(0, home.nae("stop", "tick@sandbox").code());
        assertEquals("STOPPED", state("tick@sandbox"));
        assertEquals("RUNNING", state("tick@live"));
        assertEquals(0, home.nae("start", "tick@sandbox").code());
        assertEquals("RUNNING", state("tick@sandbox"));
    }

    /** By number or name, as people know it from Felix. */
    @Test
    void aBundleIsUpdatedInTheShellWhileTheProgramsRun() {
        long pid = process("tick@live").get("pid").getAsLong();
        Outcome shell = home.run(
                "sh",
                "-c",
                "printf 'felix:update com.nae.process\\nfelix:headers 1\\nfelix:headers no.such\\n'"
                        + " | \"$0\" shell --home \"$1\"",
                StoryHome.DISTRIBUTION.resolve("scripts/nae").toString(),
                home.root.toString());
        assertTrue(shell.out().contains("Bundle-SymbolicName = com.nae.api"), shell::out);
        assertTrue(shell.out().contains("Cannot coerce headers(Token)"), shell::out);
        assertFalse(shell.out().contains("Cannot coerce update"), shell::out);
        Await.until(
                "it is adopted",
                () -> home.ask("status", "tick@live").code() == 0
                        && state("tick@live").equals("RUNNING"));
        assertEquals(pid, process("tick@live").get("pid").getAsLong());
    }

    @Test
    void onlyItsOwnerCanOpenTheSocketAndNoTcpPortIsOpen() throws IOException {
        assertEquals(
                "rw-------",
                PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path("data/control.sock"))));
        Set<String> inodes = sockets(home.pid());
        for (String table : List.of("tcp", "tcp6")) {
            List<String> listening = Files.readAllLines(Path.of("/proc/net", table)).stream()
                    .map(line -> line.trim().split("\\s+"))
                    .filter(row -> row.length > 9 && row[3].equals("0A") && inodes.contains(row[9]))
                    .map(row -> row[1])
                    .toList();
            assertEquals(List.of(), listening, table);
        }
    }

    private static Set<String> sockets(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", Long.toString(pid), "fd"))) {
            return files.map(ShellIT::target)
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.substring(8, target.length() - 1))
                    .collect(Collectors.toSet());
        }
    }

    private static String target(Path link) {
        try {
            return Files.readSymbolicLink(link).toString();
        } catch (IOException closedMeanwhile) {
            return "";
        }
    }

    @Test
    void anotherHomeDoesNotRun() throws IOException {
        try (StoryHome other = new StoryHome()) {
            Outcome outcome = other.nae("status");
            assertEquals(3, outcome.code());
            assertEquals("nae: NAE is not running in " + other.root + "\n", outcome.out());
            assertEquals(0, other.nae("--help").code());
        }
    }

    @Test
    void aHomeWhosePathIsLongerThanASocketsMayBeIsAnsweredAllTheSame() throws IOException {
        Path parent = Files.createTempDirectory("nae-story").toRealPath();
        try (StoryHome deep =
                new StoryHome(Files.createDirectories(parent.resolve("a-folder-with-a-long-name".repeat(6))))) {
            deep.up("live");
            assertEquals(0, deep.nae("status").code());
            assertEquals(0, deep.nae("stop-runtime").code());
            assertFalse(
                    Files.exists(deep.path("logs/continuous_operation.pid")),
                    "the command returns when all has stopped");
            assertEquals(3, deep.nae("status").code());
        }
        Files.delete(parent);
    }
}
