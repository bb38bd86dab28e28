package com.nae.stories;

import static com.nae.stories.HealthQueries.process;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.testing.Await;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A sandbox with a network of its own, whose program cannot do outside what live does. */
@Tag("root")
class SandboxNetworkIT {
    private static final String[] PROGRAM = {
        "import os, signal, socket, subprocess, sys, threading, time",
        "def outside():",
        "  try:",
        "    socket.create_connection(('127.0.0.1', int(sys.argv[1])), 5).close()",
        "    return 'reached'",
        "  except OSError as e:",
        "    return 'not reached'",
        "def serve():",
        "  server = socket.socket()",
        "  server.bind(('127.0.0.1', 24999))",
        "  server.listen()",
        "  while True:",
        "    server.accept()",
        "    print('asked', flush=True)",
        "def end(signal, frame):",
        "  print('ending', flush=True)",
        "  sys.exit(0)",
        "signal.signal(signal.SIGTERM, end)",
        "child = subprocess.Popen(['sleep', '1000'])",
        "print('outside', outside(), 'user', os.getuid(), 'pid', os.getpid(), child.pid, flush=True)",
        "if os.environ['NAE_MODE'] == 'sandbox' and len(sys.argv) > 2:",
        "  threading.Thread(target=serve, daemon=True).start()",
        "while True: time.sleep(0.1)"
    };

    private static final Pattern PIDS = Pattern.compile("pid (\\d+) (\\d+)");

    private static long[] pids(String log) {
        Matcher pids = PIDS.matcher(log);
        assertTrue(pids.find(), log);
        return new long[] {Long.parseLong(pids.group(1)), Long.parseLong(pids.group(2))};
    }

    private static String state(StoryHome home, String instance) {
        return process(home, instance).get("state").getAsString();
    }

    @Test
    void aProgramWithLoopbackReachesItselfAloneAndIsProbedAdoptedAndStoppedAsOthers() throws Exception {
        try (StoryHome home = new StoryHome();
                ServerSocket outside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            home.write("main.py", PROGRAM);
            home.process(
                    "trader",
                    "command = python3 main.py " + outside.getLocalPort() + " serves",
                    "sandbox.network = loopback",
                    "sandbox.readiness.exec = python3 -c 'import socket;"
                            + " socket.create_connection((\"127.0.0.1\", 24999), 5)'",
                    "sandbox.readiness.timeout = 20s");
            home.up("dual");
            Await.until("live is outside", () -> home.log("trader", "live").contains("outside reached"));
            Await.until(
                    "its probe runs inside", () -> home.log("trader", "sandbox").contains("asked"));
            assertTrue(home.log("trader", "sandbox").contains("outside not reached"), home.log("trader", "sandbox"));
            long[] pids = pids(home.log("trader", "sandbox"));
            assertEquals(pids[0], process(home, "trader@sandbox").get("pid").getAsLong());

            home.crash();
            Await.until(
                    "it is adopted",
                    () -> process(home, "trader@sandbox").get("adopted").getAsBoolean());
            assertEquals(pids[0], process(home, "trader@sandbox").get("pid").getAsLong());
            assertEquals(0, home.nae("stop", "trader@sandbox").code());
            Await.until("it has ended", () -> home.log("trader", "sandbox").contains("ending"));
            assertTrue(Running.gone(pids[0]) && Running.gone(pids[1]));
            assertEquals("RUNNING", state(home, "trader@live"));
        }
    }

    @Test
    void aProgramWithoutNetworkReachesNothing() throws Exception {
        try (StoryHome home = new StoryHome();
                ServerSocket outside = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            String command = "command = python3 main.py " + outside.getLocalPort();
            home.write("main.py", PROGRAM);
            home.process("trader", command, "sandbox.network = none");
            home.up("dual");
            Await.until("it runs", () -> home.log("trader", "sandbox").contains("pid "));
            assertTrue(home.log("trader", "sandbox").contains("outside not reached"), home.log("trader", "sandbox"));
            home.process("trader", command);
            Await.until("the key is gone", () -> home.log("trader", "sandbox").contains("outside reached"));
        }
    }

    @Test
    void aProgramWithoutNetworkHasItsUserAndItsLimits() throws Exception {
        try (StoryHome home = new StoryHome()) {
            readableByOthers(home);
            home.process(
                    "who",
                    "command = sh -c 'echo $(id -un) $(ulimit -n) $(grep -c 127.0.0.1 /proc/net/fib_trie)"
                            + " addresses; exec sleep 1000'",
                    "limit_nofile = 99",
                    "nice = 5",
                    "sandbox.network = none",
                    "sandbox.user = nobody");
            home.up("sandbox");
            Await.until(
                    "it has said who it is",
                    () -> home.log("who", "sandbox").contains("nobody 99 0 addresses"),
                    () -> home.log("who", "sandbox") + home.ask("status").out());
        }
    }

    private static void readableByOthers(StoryHome home) throws IOException {
        Files.setPosixFilePermissions(home.root, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
}
