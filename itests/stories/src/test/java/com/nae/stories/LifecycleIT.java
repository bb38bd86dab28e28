package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.nae.testing.Await;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The settings of a process file take effect: dependencies, the user and the limits of the program, and the order of
 * the stop.
 */
class LifecycleIT {
    private static StoryHome home;

    @BeforeAll
    static void up() throws IOException {
        home = new StoryHome().up("live");
    }

    @AfterAll
    static void down() throws IOException {
        home.close();
    }

    private static JsonObject process(String name) {
        JsonArray found = home.json("status", name).getAsJsonObject().getAsJsonArray("processes");
        return found.get(0).getAsJsonObject();
    }

    private static void await(String name, String state) {
        Await.until(
                name + " is " + state,
                () -> process(name).get("state").getAsString().equals(state));
    }

    private static void awaitReason(String name, String reason) {
        Await.until(
                name + ": " + reason,
                () -> process(name).get("reason").getAsString().equals(reason));
    }

    private static void sh(String name, String script, String... settings) throws IOException {
        String[] lines = new String[settings.length + 2];
        lines[0] = "command = sh -c '" + script + "'";
        lines[1] = "environment.AT = " + home.root;
        System.arraycopy(settings, 0, lines, 2, settings.length);
        home.process(name, lines);
    }

    @Test
    void dependentsWaitForEachOfTheFiveConditions() throws IOException {
        sh(
                "server",
                "echo begins; while [ ! -e $AT/serve ]; do sleep 0.05; done; echo ready to serve; exec sleep 1000",
                "readiness.log = ready to .*",
                "readiness.period = 200ms",
                "start_seconds = 100ms");
        sh("job", "while [ ! -e $AT/finish ]; do sleep 0.05; done; exit 3", "autorestart = never");
        sh("setup", "[ -e $AT/repaired ]", "autorestart = never");
        List.of("server:started", "server:healthy", "server:log_ready", "job:completed", "setup:completed_successfully")
                .forEach(LifecycleIT::dependent);
        await("needs-server-started", "RUNNING");
        awaitReason("needs-server-healthy", "waits for server to be healthy");
        awaitReason("needs-server-log_ready", "waits for server to be log ready");
        home.write("serve");
        await("needs-server-healthy", "RUNNING");
        await("needs-server-log_ready", "RUNNING");

        awaitReason("needs-job-completed", "waits for job to be completed");
        home.write("finish");
        await("needs-job-completed", "RUNNING");

        await("setup", "EXITED");
        awaitReason("needs-setup-completed_successfully", "waits for setup to be completed successfully");
        home.write("repaired");
        home.nae("start", "setup");
        await("needs-setup-completed_successfully", "RUNNING");
    }

    private static void dependent(String condition) {
        try {
            sh("needs-" + condition.replace(':', '-'), "exec sleep 1000", "depends_on = " + condition);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void dependentsRecoverWithWhatTheyDependOn() throws IOException {
        sh("base", "[ ! -e $AT/broken ] || exit 1; exec sleep 1000", "backoff_max = 1h", "backoff_initial = 1h");
        sh(
                "top",
                "[ ! -e $AT/broken ] || exit 1; exec sleep 1000",
                "depends_on = base",
                "backoff_max = 1h",
                "backoff_initial = 1h");
        await("top", "RUNNING");
        home.write("broken");
        for (String name : List.of("base", "top")) {
            ProcessHandle.of(process(name).get("pid").getAsLong()).orElseThrow().destroyForcibly();
        }
        Await.until(
                "both wait for an hour",
                () -> List.of("BACKOFF", "FATAL", "STARTING")
                                .contains(process("top").get("state").getAsString())
                        && List.of("BACKOFF", "FATAL")
                                .contains(process("base").get("state").getAsString()));
        Files.delete(home.path("broken"));
        assertEquals(0, home.nae("start", "base").code());
        await("top", "RUNNING");
    }

    @Test
    void limitsMaskAndNicenessReachTheProgram() throws IOException {
        String own = home.run("nice").out().strip();
        home.write(
                "limits.py",
                "import os, resource, time",
                "for name in ('AS', 'CORE', 'NOFILE'):",
                "    print(name, *resource.getrlimit(getattr(resource, 'RLIMIT_' + name)))",
                "print('umask %03o nice %d' % (os.umask(0), os.nice(0)))",
                "try:",
                "    bytearray(1 << 30)",
                "except MemoryError:",
                "    print('no more memory', flush=True)",
                "time.sleep(1000)");
        home.process(
                "limits",
                "command = python3 ${nae.home}/limits.py",
                "modes = live",
                "limit_as = 400M",
                "limit_core = 0",
                "limit_nofile = 123",
                "umask = 027",
                "nice = 3");
        Await.until("it has met its limit", () -> home.log("limits", "live").contains("no more memory"));
        assertEquals(
                "AS 419430400 419430400\nCORE 0 0\nNOFILE 123 123\numask 027 nice " + (Integer.parseInt(own) + 3)
                        + "\nno more memory\n",
                home.log("limits", "live"));
    }

    @Test
    @Tag("root")
    void aProgramOfAnotherUserIsThatUser() throws IOException {
        Files.setPosixFilePermissions(home.root, PosixFilePermissions.fromString("rwxr-xr-x"));
        home.write(
                "who.py",
                "import os, pwd, socket, time",
                "print(pwd.getpwuid(os.getuid()).pw_name, os.getgroups() == [os.getgid()], end=' ')",
                "print(os.environ['USER'], os.environ['HOME'], flush=True)",
                "tell = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)",
                "tell.connect(os.environ['NOTIFY_SOCKET'])",
                "tell.send(b'READY=1\\nSTATUS=at your service')",
                "time.sleep(1000)");
        Files.setPosixFilePermissions(home.path("who.py"), PosixFilePermissions.fromString("rw-r--r--"));
        home.process(
                "who",
                "command = /usr/bin/env python3 ${nae.home}/who.py",
                "modes = live",
                "user = nobody",
                "notify = true",
                "environment.PATH = /usr/local/bin:/usr/bin:/bin");
        awaitReason("who", "at your service");
        assertEquals("RUNNING", process("who").get("state").getAsString());
        String entry = Files.readAllLines(Path.of("/etc/passwd")).stream()
                .filter(line -> line.startsWith("nobody:"))
                .findFirst()
                .orElseThrow();
        assertEquals("nobody True nobody " + entry.split(":")[5] + "\n", home.log("who", "live"));
        Files.delete(home.path("config/com.nae.process-who.cfg"));
    }

    @Test
    @Tag("root")
    void theInterpreterOfAnotherUserReports() throws IOException {
        Files.setPosixFilePermissions(home.root, PosixFilePermissions.fromString("rwxr-xr-x"));
        home.write("other.py", "import time", "time.sleep(1000)");
        Files.setPosixFilePermissions(home.path("other.py"), PosixFilePermissions.fromString("rw-r--r--"));
        home.process(
                "other",
                "command = /usr/bin/env python3 ${nae.home}/other.py",
                "modes = live",
                "user = nobody",
                "evidence.python = on",
                "environment.PATH = /usr/local/bin:/usr/bin:/bin");
        Path start = home.path("data/run/evidence/other@live.json");
        Await.until(
                "its interpreter has reported",
                () -> Files.exists(start) && Files.readString(start).contains("\"greeted\":true"));
        Files.delete(home.path("config/com.nae.process-other.cfg"));
    }
}
