package com.nae.health.probe;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.health.probe.ProbeResult.Outcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/** The probe against real sockets. */
class HttpProbeTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofSeconds(20);

    private static ProbeResult http(String answer, Duration timeout) throws Exception {
        ServerSocket server = new ServerSocket(0, 5, InetAddress.getLoopbackAddress());
        Thread serving = new Thread(() -> serve(server, answer));
        try (server) {
            serving.start();
            return HttpProbe.parse("http://127.0.0.1:" + server.getLocalPort() + "/health?deep=1")
                    .probe(timeout);
        } finally {
            serving.join();
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
    void passesOn2xxAnd3xxWithoutFollowingRedirects() throws Exception {
        assertTrue(http("HTTP/1.1 200 OK\r\n\r\n", LONG).is(Outcome.PASSED));
        assertTrue(http("HTTP/1.0 302 Found\r\nLocation: http://127.0.0.1:1/\r\n\r\n", LONG)
                .is(Outcome.PASSED));
    }

    @Test
    void failsOnErrorsOtherProtocolsAndSilence() throws Exception {
        assertTrue(http("HTTP/1.1 503 Busy\r\n\r\n", LONG).detail().endsWith("/health?deep=1 answered 503"));
        assertTrue(http("SSH-2.0-OpenSSH\r\n", LONG).detail().endsWith("does not speak HTTP"));
        ProbeResult hung = http("", SHORT);
        assertTrue(hung.is(Outcome.FAILED) && hung.detail().endsWith("did not answer within 200 ms"), hung.toString());
    }

    @Test
    void anEndlessResponseTakesNoLongerThanTheTimeout() throws Exception {
        assertTrue(
                endless("HTTP/1.1 200 OK\r\n", "X-More: and more\r\n", LONG).is(Outcome.PASSED),
                "the status line arrived");
        assertTrue(endless("SSH-", "2.0-", LONG).detail().endsWith("does not speak HTTP"));
    }

    /** Probes a server whose response goes on until the connection is closed. */
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
    void aProgramMayFinishItsResponseBeforeTheConnectionIsClosed() throws Exception {
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
}
