package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.testing.Await;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@code start_continuous_nae.sh} does, prints and returns. */
class StartScriptIT {
    @Test
    @Tag("every-jdk")
    void startsInTheBackgroundAndStopsOnTerm() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Outcome outcome = home.start();
            assertEquals(0, outcome.code(), outcome::out);
            assertTrue(outcome.out().contains("NAE is up in mode dual, pid " + home.pid()), outcome::out);
            assertTrue(home.read("logs/continuous_operation.log").contains("NAE is up: "));
            assertFalse(home.read("logs/continuous_operation.log").contains(" ERROR "), home::serviceLog);
            assertEquals("", home.read("logs/continuous_service.log"), "nothing to complain about");
            home.stop();
            Await.until(
                    "the guardian ends with it",
                    () -> Running.withCommand("guardian.sh " + home.root).isEmpty());
            assertFalse(Files.exists(home.path("logs/continuous_operation.pid")));
            assertTrue(home.read("logs/continuous_operation.log").contains("NAE has stopped"));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"dual", "sandbox", "live"})
    void eachModeStarts(String mode) throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.up(mode);
            assertTrue(home.read("logs/continuous_operation.log").contains(" in mode " + mode), home::serviceLog);
        }
    }

    @Test
    void aSecondStartSaysThatItRunsAlready() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.up();
            long pid = home.pid();
            for (String[] words : new String[][] {{}, {"live", "--foreground"}}) {
                Outcome second = home.start(words);
                assertEquals(4, second.code(), second::out);
                assertEquals("nae: already running on " + home.root + ", pid " + pid + "\n", second.out());
            }
            assertEquals(pid, home.pid());
        }
    }

    @Test
    void theLockAloneKeepsASecondRuntimeOut() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.up();
            Files.delete(home.path("data/run/runtime"));
            Outcome second = home.start();
            assertEquals(4, second.code(), second::out);
            assertEquals("nae: already running on " + home.root + "\n", second.out());
        }
    }

    @Test
    void aStalePidFileDoesNotPreventAStart() throws Exception {
        try (StoryHome home = new StoryHome()) {
            long other = ProcessHandle.current().pid();
            home.write("logs/continuous_operation.pid", Long.toString(other)).write("data/run/runtime", other + " 1");
            home.up();
            assertTrue(home.pid() != other);
        }
    }

    /** As after a kill where process 1 reaps late: its pid, with its start time, is still in /proc. */
    @Test
    void aZombieOfADeadRuntimeDoesNotPreventAStart() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Process parent = new ProcessBuilder("python3", "-c", """
                    import os
                    dead = os.fork() or os._exit(0)
                    stat = lambda: open(f'/proc/{dead}/stat').read().rsplit(')', 1)[1].split()
                    while stat()[0] != 'Z': pass
                    print(dead, stat()[19], flush=True)
                    os.read(0, 1)
                    """).start();
            String dead = parent.inputReader().readLine();
            home.write("logs/continuous_operation.pid", dead.split(" ")[0]).write("data/run/runtime", dead);
            home.up();
            parent.destroy();
        }
    }

    @Test
    @Tag("every-jdk")
    void inTheForegroundItIsTheProcessThatWasStarted() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Process process = home.foreground("sandbox");
            Await.until("it is up", () -> Files.exists(home.path("data/run/ready")));
            assertEquals(process.pid(), home.pid());
            process.destroy();
            assertEquals(0, process.waitFor());
            assertEquals("", home.read("foreground.out"), "nothing to complain about");
        }
    }

    @Test
    @Tag("every-jdk")
    void theGuardianBringsAKilledRuntimeBack() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.up();
            home.crash();
            home.crash();
            assertTrue(home.read("logs/continuous_service.log")
                    .contains("the runtime ended with code 137 and is started again in 0 s"));
            home.stop();
            Await.until(
                    "the guardian does not start what was stopped",
                    () -> Running.withCommand("guardian.sh " + home.root).isEmpty());
        }
    }

    @Test
    void aHomeMayHaveAnyName() throws Exception {
        Path parent = Files.createTempDirectory("nae-story");
        try (StoryHome home = new StoryHome(
                Files.createDirectory(parent.resolve("my home & $(ls) 'x'")).toRealPath())) {
            home.up();
            home.stop();
        }
        Files.delete(parent);
    }

    /**
     * In the locale C, as under cron or systemd, and by links to the scripts; what is printed to stop it can be pasted.
     */
    private static final String A_FAR_HOME = """
            set -eu
            home="$1/$(printf 'h\\303\\266me of x')"
            mkdir -p "$home/config" "$1/bin"
            echo "command = sh -c 'echo \"locale \\$LC_ALL in \\$PWD\"; exec sleep 1000'" \\
                >"$home/config/com.nae.process-far.cfg"
            ln -s "$2/nae" "$1/bin/nae"
            ln -s "$2/start_continuous_nae.sh" "$1/bin/real-start"
            ln -s real-start "$1/bin/start"
            stop=$("$1/bin/start" live --home "$home" | sed -n 's/^  stop:  //p')
            until "$1/bin/nae" status far --home "$home" | grep RUNNING >/dev/null; do sleep 0.1; done
            "$1/bin/nae" check "$home/config/com.nae.process-far.cfg" --home "$home"
            sed "s|$home|HOME|" "$home/logs/far.live.log"
            eval "$stop"
            while [ -f "$home/logs/continuous_operation.pid" ]; do sleep 0.1; done
            """;

    @Test
    void aHomeInAnotherScriptIsServedWithoutALocaleAndTheProgramsKeepTheirs() throws Exception {
        try (StoryHome home = new StoryHome()) {
            Path script = Files.writeString(home.path("far.sh"), A_FAR_HOME);
            Outcome outcome = home.environment("LC_ALL", "C")
                    .environment("LANG", null)
                    .run(
                            "/bin/bash",
                            script.toString(),
                            home.root.toString(),
                            StoryHome.DISTRIBUTION.resolve("scripts").toString());
            assertEquals(new Outcome(0, "com.nae.process-far.cfg is valid\nlocale C in HOME\n"), outcome);
        }
    }

    @Test
    void theDistributionIsOnlyRead() throws Exception {
        try (StoryHome home = new StoryHome()) {
            String before = home.run("find", StoryHome.DISTRIBUTION.toString(), "-printf", "%p %s %T@\n")
                    .out();
            home.up();
            home.stop();
            assertEquals(
                    before,
                    home.run("find", StoryHome.DISTRIBUTION.toString(), "-printf", "%p %s %T@\n")
                            .out());
        }
    }
}
