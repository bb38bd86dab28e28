package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nae.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * NAE as a service of systemd or launchd: the installed file is valid for the service manager, and its command lines
 * work.
 */
class ServiceIT {
    /** Systemd before version 254 does not know the key, says so, and goes on without it. */
    private static final String IGNORED_BEFORE_254 = "\\S+:\\d+: Unknown key 'DelegateSubgroup'[^\n]*, ignoring\\.\n";

    private static final String INSTALL =
            StoryHome.DISTRIBUTION.resolve("scripts/install-service.sh").toString();
    private static final String PLIST_AS_JSON =
            "import json, plistlib, sys; print(json.dumps(plistlib.load(open(sys.argv[1], 'rb'))))";
    private static final String UNIT_AS_WORDS = """
            import configparser, json, shlex, sys
            unit = configparser.RawConfigParser(strict=False)
            unit.optionxform = str
            unit.read(sys.argv[1])
            print(json.dumps(shlex.split(unit["Service"]["ExecStart"].lstrip(":").replace("%%", "%"))))
            """;
    private static final String NOTIFY_LISTENER = """
            import socket, sys
            heard = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
            heard.bind(sys.argv[1])
            while True:
                print(heard.recv(4096).decode(), flush=True)
            """;

    @Test
    void theLaunchdFileIsAPropertyListWhoseCommandLineRuns() throws Exception {
        try (StoryHome home = new StoryHome()) {
            JsonObject plist =
                    json(home, PLIST_AS_JSON, rendered(home, "launchd")).getAsJsonObject();
            assertEquals("com.nae.continuous", plist.get("Label").getAsString());
            assertTrue(plist.get("RunAtLoad").getAsBoolean());
            assertEquals("{\"SuccessfulExit\":false}", plist.get("KeepAlive").toString());
            assertEquals(
                    home.path("logs/continuous_service.log").toString(),
                    plist.get("StandardOutPath").getAsString());
            assertRunsAndStops(home, words(plist.get("ProgramArguments")));
        }
    }

    @Test
    void theCommandLineOfTheSystemdUnitRuns() throws Exception {
        try (StoryHome home = new StoryHome()) {
            assertRunsAndStops(home, words(json(home, UNIT_AS_WORDS, rendered(home, "systemd"))));
        }
    }

    @Test
    @Tag("systemd")
    void systemdFindsNothingWrongWithItsUnit() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Outcome found = home.run(
                    "systemd-analyze", "verify", rendered(home, "systemd").toString());
            assertEquals(0, found.code(), found.out());
            assertEquals("", found.out().replaceAll(IGNORED_BEFORE_254, ""));
        }
    }

    @Test
    void aHomeOfAnyNameIsWrittenAsItsManagerReadsIt() throws Exception {
        Path parent = Files.createTempDirectory("nae-story");
        try (StoryHome home = new StoryHome(Files.createDirectory(parent.resolve("a 100% <home> & \"more\""))
                .toRealPath())) {
            assertTrue(words(json(home, PLIST_AS_JSON, rendered(home, "launchd"))
                            .getAsJsonObject()
                            .get("ProgramArguments"))
                    .contains(home.root.toString()));
            assertTrue(
                    words(json(home, UNIT_AS_WORDS, rendered(home, "systemd"))).contains(home.root.toString()));
        }
        Files.delete(parent);
    }

    @Test
    void theServiceManagerIsNotifiedWhenTheRuntimeIsUpAndItsRestartsStopNoWorker() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Counters counters = new Counters(home, 3);
            home.write("listen.py", NOTIFY_LISTENER);
            home.spawn(
                    home.path("heard"),
                    "python3",
                    home.path("listen.py").toString(),
                    home.path("notify").toString());
            Await.until("the manager listens", () -> Files.exists(home.path("notify")));
            home.environment("NOTIFY_SOCKET", home.path("notify").toString());
            List<String> command = words(json(home, UNIT_AS_WORDS, rendered(home, "systemd")));

            Process first = start(home, command);
            Await.until("it is told", () -> home.read("heard").contains("READY=1"));
            counters.awaitLines(3);
            List<Long> pids = counters.pids();
            first.destroyForcibly().waitFor();
            Process second = start(home, command);
            counters.awaitLines(3);
            assertEquals(pids, counters.pids());
            counters.assertEachLineOnce();
            second.destroy();
            assertEquals(0, second.waitFor());
            assertTrue(pids.stream().allMatch(Running::gone));
        }
    }

    @Test
    void installingTwiceIsInstallingOnceAndUninstallingUndoesIt() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Path image = Files.createDirectory(home.path("image"));
            Path unit = image.resolve("etc/systemd/system/nae-continuous.service");
            assertEquals("wrote " + unit, install(home, "--root", image.toString()));
            String written = Files.readString(unit);
            assertEquals(unit + " is as it should be", install(home, "--root", image.toString()));
            assertEquals(written, Files.readString(unit));
            assertTrue(
                    Files.isSymbolicLink(
                            image.resolve("etc/systemd/system/multi-user.target.wants/nae-continuous.service")),
                    "enabled");
            install(home, "--root", image.toString(), "uninstall");
            assertTrue(Files.notExists(unit));
            assertEquals(unit + " is not installed", install(home, "--root", image.toString(), "uninstall"));
        }
    }

    @Test
    void throughALinkTheSameIsInstalled() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Path link = Files.createSymbolicLink(home.path("install-nae"), Path.of(INSTALL));
            assertEquals(
                    home.run(INSTALL, "--dry-run", "--home", home.root.toString()),
                    home.run(link.toString(), "--dry-run", "--home", home.root.toString()));
            assertEquals(0, home.run(link.toString(), "--help").code());
        }
    }

    @Test
    void withoutPermissionTheScriptPrintsWhatIsNeeded() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Path id = Files.writeString(
                    Files.createDirectories(home.path("tools")).resolve("id"), "#!/bin/sh\necho 1000\n");
            Files.setPosixFilePermissions(id, PosixFilePermissions.fromString("rwxr-xr-x"));
            home.environment("PATH", id.getParent() + ":" + System.getenv("PATH"));
            assertEquals(
                    new Outcome(
                            1, "nae: install of a service needs the rights of root: sudo " + INSTALL + " install\n"),
                    home.run(INSTALL));
        }
    }

    private static Path rendered(StoryHome home, String manager) throws Exception {
        Path file = Files.createDirectories(home.path("rendered"))
                .resolve(manager.equals("systemd") ? "nae-continuous.service" : "com.nae.continuous.plist");
        Outcome outcome = home.run(
                "/bin/sh",
                "-c",
                "exec \"$0\" --dry-run --manager \"$1\" --home \"$2\" >\"$3\"",
                INSTALL,
                manager,
                home.root.toString(),
                file.toString());
        assertEquals(0, outcome.code(), outcome::out);
        assertTrue(outcome.out().startsWith("would write /"), outcome::out);
        return file;
    }

    /** The first line that the script prints. */
    private static String install(StoryHome home, String... words) {
        Outcome outcome = home.run(Stream.concat(
                        Stream.of(INSTALL, "--manager", "systemd", "--home", home.root.toString()),
                        Arrays.stream(words))
                .toArray(String[]::new));
        assertEquals(0, outcome.code(), outcome::out);
        return outcome.out().lines().findFirst().orElse("");
    }

    private static JsonElement json(StoryHome home, String program, Path file) {
        Outcome outcome = home.run("python3", "-c", program, file.toString());
        assertEquals(0, outcome.code(), outcome::out);
        return JsonParser.parseString(outcome.out());
    }

    private static List<String> words(JsonElement array) {
        return StreamSupport.stream(array.getAsJsonArray().spliterator(), false)
                .map(JsonElement::getAsString)
                .toList();
    }

    private static Process start(StoryHome home, List<String> command) throws Exception {
        Process process = home.spawn(home.path("service.out"), command.toArray(String[]::new));
        Await.until("it is up", () -> home.read("data/run/ready").trim().equals(Long.toString(process.pid())));
        return process;
    }

    private static void assertRunsAndStops(StoryHome home, List<String> command) throws Exception {
        Process process = start(home, command);
        process.destroy();
        assertEquals(0, process.waitFor());
    }
}
