package com.nae.health.probe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchSpec;
import com.nae.api.process.LogPosition;
import com.nae.health.FakeProcessManager;
import com.nae.health.probe.ProbeResult.Outcome;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each means against a real socket, process or text. */
class ProbeHandlersTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private static ProbeResult http(String answer, Duration timeout) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            Thread serving = new Thread(() -> serve(server, answer));
            serving.start();
            ProbeResult result = HttpProbe.parse("http://127.0.0.1:" + server.getLocalPort() + "/health?deep=1")
                    .probe(timeout);
            server.close();
            serving.join();
            return result;
        }
    }

    private static void serve(ServerSocket server, String answer) {
        try (Socket client = server.accept()) {
            client.getInputStream().read(new byte[1024]);
            client.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));
            client.getOutputStream().flush();
            client.getInputStream().read();
        } catch (IOException closed) {
            assertTrue(closed.getMessage() != null);
        }
    }

    @Test
    void httpPassesOn2xxAnd3xxAndFollowsNothing() throws Exception {
        assertTrue(http("HTTP/1.1 200 OK\r\n\r\n", LONG).is(Outcome.PASSED));
        assertTrue(http("HTTP/1.0 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n", LONG)
                .is(Outcome.PASSED));
    }

    @Test
    void httpFailsOnErrorsOtherProtocolsAndSilence() throws Exception {
        assertTrue(http("HTTP/1.1 503 Busy\r\n\r\n", LONG).detail().endsWith("/health?deep=1 answered 503"));
        assertTrue(http("SSH-2.0-OpenSSH\r\n", LONG).detail().endsWith("does not speak HTTP"));
        ProbeResult hung = http("", SHORT);
        assertTrue(hung.is(Outcome.FAILED) && hung.detail().endsWith("did not answer within 200 ms"), hung.toString());
    }

    @Test
    void anAnswerWithoutEndCostsNoMoreThanItsTime() throws Exception {
        assertTrue(
                endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n", LONG).is(Outcome.PASSED), "the status is there");
        assertTrue(endless("SSH-", "2.0-", LONG).detail().endsWith("does not speak HTTP"));
    }

    /** An answer that goes on until the connection is closed. */
    private static ProbeResult endless(String begin, String more, Duration timeout) throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            CompletableFuture<Void> serving = CompletableFuture.runAsync(() -> {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[1024]);
                    client.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
                    while (true) {
                        client.getOutputStream().write(more.getBytes(StandardCharsets.US_ASCII));
                    }
                } catch (IOException closed) {
                    assertTrue(closed.getMessage() != null);
                }
            });
            ProbeResult result =
                    HttpProbe.parse("http://127.0.0.1:" + server.getLocalPort()).probe(timeout);
            serving.join();
            return result;
        }
    }

    @Test
    void aProgramMayFinishItsAnswerBeforeTheConnectionIsClosed() throws Exception {
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            var written = CompletableFuture.runAsync(() -> {
                try (Socket client = server.accept()) {
                    client.getInputStream().read(new byte[1024]);
                    for (String part : List.of("HTTP/1.0 200 OK\r\n", "Content-Length: 4\r\n\r\n", "{", "}\r\n")) {
                        client.getOutputStream().write(part.getBytes(StandardCharsets.US_ASCII));
                        client.getOutputStream().flush();
                        Thread.onSpinWait();
                    }
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            assertTrue(HttpProbe.parse("http://127.0.0.1:" + server.getLocalPort())
                    .probe(LONG)
                    .is(Outcome.PASSED));
            written.join();
        }
    }

    @Test
    void tcpPassesWhereSomethingListensAndFailsWhereNothingDoes() throws Exception {
        int port;
        try (ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
            port = server.getLocalPort();
            assertTrue(new TcpProbe(HostAndPort.parse("127.0.0.1:" + port))
                    .probe(LONG)
                    .is(Outcome.PASSED));
            assertTrue(new TcpProbe(HostAndPort.parse(String.valueOf(port)))
                    .probe(LONG)
                    .is(Outcome.PASSED));
        }
        ProbeResult refused = new TcpProbe(HostAndPort.parse("127.0.0.1:" + port)).probe(LONG);
        assertEquals(ProbeResult.failed("127.0.0.1:" + port + " refuses connections"), refused);
    }

    @Test
    void aNameThatDoesNotResolveSaysNothingAboutTheProgram() {
        assertThrows(
                UnknownHostException.class,
                () -> new TcpProbe(HostAndPort.parse("no-such-host.invalid:80")).probe(LONG));
        assertThrows(IOException.class, () -> HttpProbe.parse("ftp://here/"));
        assertThrows(IOException.class, () -> HostAndPort.parse("here:99999"));
    }

    @Test
    void execPassesOnExitCodeZeroAndTellsWhatWasSaid() throws Exception {
        assertTrue(exec("sh", "-c", "test \"$NAE_MODE\" = live").probe(LONG).is(Outcome.PASSED));
        assertEquals(
                "sh ended with exit code 3: no  feed",
                exec("sh", "-c", "printf 'no\\n\\033\\0 feed'; exit 3")
                        .probe(LONG)
                        .detail());
    }

    @Test
    void aCommandThatIsNotThereSaysNothingAboutTheProgram() {
        assertTrue(
                assertThrows(IOException.class, () -> exec("/no/such/program").probe(LONG))
                        .getMessage()
                        .contains("/no/such/program"));
        assertTrue(assertThrows(
                        IOException.class,
                        () -> exec("sh", "-c", "no-such-check --now").probe(LONG))
                .getMessage()
                .startsWith("sh cannot be run: "));
    }

    @Test
    void execIsKilledWithWhatItLeftBehindAlsoWhenItPassed() throws Exception {
        Path pid = folder.resolve("pid");
        assertTrue(exec("sh", "-c", "sleep 1000 & echo $! > " + pid).probe(LONG).is(Outcome.PASSED));
        awaitEnd(pid);
    }

    @Test
    void execThatCannotBeKilledIsNotStartedOnceMore() throws Exception {
        CountDownLatch starts = new CountDownLatch(2);
        ExecProbe probe = new ExecProbe(launch("stuck"), "stuck", builder -> {
            starts.countDown();
            return new Stuck();
        });
        assertEquals("stuck did not end within 200 ms", probe.probe(SHORT).detail());
        assertEquals(
                "stuck of an earlier time was killed and has not ended yet",
                probe.probe(SHORT).detail());
        assertEquals(1, starts.getCount());
    }

    /** A process in a call of the kernel that does not return, as on a disk that is gone. */
    private static final class Stuck extends Process {
        @Override
        public OutputStream getOutputStream() {
            return OutputStream.nullOutputStream();
        }

        @Override
        public InputStream getInputStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public InputStream getErrorStream() {
            return InputStream.nullInputStream();
        }

        @Override
        public int waitFor() {
            return exitValue();
        }

        @Override
        public int exitValue() {
            throw new IllegalThreadStateException("it lives");
        }

        @Override
        public long pid() {
            return Integer.MAX_VALUE;
        }

        @Override
        public Stream<ProcessHandle> descendants() {
            return Stream.empty();
        }

        @Override
        public void destroy() {}
    }

    @Test
    void execIsKilledWithItsChildrenWhenItsTimeIsOver() throws Exception {
        Path pid = folder.resolve("pid");
        ProbeResult late =
                exec("sh", "-c", "sleep 1000 & echo $! > " + pid + "; wait").probe(Duration.ofSeconds(1));
        assertEquals("sh did not end within 1 s", late.detail());
        awaitEnd(pid);
    }

    @Test
    void execThatHangsIsKilledWithWhatItHasHandedToInit() throws Exception {
        Path pid = folder.resolve("pid");
        assertTrue(exec("sh", "-c", "(sleep 1000 & echo $! > " + pid + "); sleep 1000")
                .probe(Duration.ofSeconds(1))
                .is(Outcome.FAILED));
        awaitEnd(pid);
    }

    private static void awaitEnd(Path pid) throws IOException {
        long child = Long.parseLong(Files.readString(pid).strip());
        ProcessHandle.of(child).ifPresent(handle -> handle.onExit().join());
        assertFalse(ProcessHandle.of(child).map(ProcessHandle::isAlive).orElse(false));
    }

    @Test
    void execThatFloodsOrLeavesAChildBehindIsBounded() throws Exception {
        assertTrue(exec("sh", "-c", "head -c 1000000 /dev/zero").probe(LONG).is(Outcome.PASSED));
        assertTrue(exec("sh", "-c", "sleep 5 & exit 0").probe(LONG).is(Outcome.PASSED));
    }

    private ExecProbe exec(String... command) {
        return new ExecProbe(launch(command), command[0], ProcessBuilder::start);
    }

    private LaunchSpec launch(String... command) {
        return new LaunchSpec(List.of(command), Map.of("NAE_MODE", "live", "PATH", System.getenv("PATH")), folder);
    }

    @Test
    void wordsAreSplitAsAShellDoes() throws Exception {
        assertEquals(
                List.of("curl", "-H", "a: b", "it's", "", "x\\y"),
                CommandSplitter.split("curl -H 'a: b'  \"it's\" '' 'x\\y'"));
        assertEquals(List.of("a b", "\"c"), CommandSplitter.split("a\\ b \\\"c"));
        assertThrows(IOException.class, () -> CommandSplitter.split("echo 'open"));
        assertThrows(IOException.class, () -> CommandSplitter.split("  "));
    }

    @Test
    void aPatternThatBacktracksForEverEndsAtTheTimeout() {
        FakeProcessManager log = new FakeProcessManager();
        log.output.append("a".repeat(4000)).append("\n");
        InstanceId id = InstanceId.parse("a@live");
        LogProbe probe =
                new LogProbe(Pattern.compile("(a+)+b"), read -> log.log(id, read.orElse(new LogPosition(0, 0))));
        assertThrows(IllegalStateException.class, () -> probe.probe(SHORT));
    }
}
