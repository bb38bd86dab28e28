package com.nae.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.operation.ContinuousOperationManager;
import com.nae.api.operation.Home;
import com.nae.api.operation.OperationStatus;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import java.io.IOException;
import java.lang.reflect.Field;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What a client gets, over a real socket: requests are written out, since a client library would not let some of them
 * pass.
 */
class WebServerTest {
    @TempDir
    Path root;

    private final ServerState served = new ServerState();
    private WebServer server;
    private URI address;
    private String token;

    /** Tells its words; fails on demand. */
    private record Echo(String name, boolean readOnly) implements Command {
        @Override
        public String usage() {
            return "";
        }

        @Override
        public String summary() {
            return "";
        }

        @Override
        public boolean isReadOnly(List<String> arguments) {
            return readOnly;
        }

        @Override
        public int run(Invocation in) {
            if (in.arguments().contains("nobody")) {
                throw CommandException.unknown("no process 'nobody'");
            }
            if (in.arguments().contains("broken")) {
                throw new IllegalStateException("it broke");
            }
            in.out().println(name + in.arguments() + in.json());
            return DONE;
        }
    }

    @BeforeEach
    void serve() throws Exception {
        server = server(0, served);
        address = URI.create(served.address().orElseThrow());
        token = address.getQuery().substring("token=".length());
        Field commands = WebServer.class.getDeclaredField("commands");
        commands.setAccessible(true);
        commands.set(server, List.of(new Echo("status", true), new Echo("stop", false)));
    }

    private WebServer server(int port, ServerState told) throws IOException {
        return new WebServer(
                new Home(root, "dual"),
                new ContinuousOperationManager() {
                    @Override
                    public OperationStatus getStatus() {
                        var feed = new OperationStatus.Process(
                                "feed",
                                "live",
                                "feed:1@live",
                                1,
                                "RUNNING",
                                "",
                                7L,
                                Instant.EPOCH,
                                60,
                                2,
                                null,
                                "DEGRADED",
                                List.of(),
                                null,
                                4096L,
                                3,
                                false);
                        return new OperationStatus(
                                "dual",
                                "1",
                                1,
                                Instant.EPOCH,
                                1.5,
                                "CRITICAL",
                                List.of(),
                                List.of(feed),
                                4,
                                5,
                                6,
                                List.of());
                    }

                    @Override
                    public void shutdown(String by) {
                        throw new AssertionError("nothing here may shut down");
                    }
                },
                told,
                new Config(port));
    }

    @AfterEach
    void end() {
        server.deactivate();
    }

    private String ask(String line, String... headers) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String request = line + " HTTP/1.1\r\nConnection: close\r\n"
                    + String.join(
                            "", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private String host() {
        return "Host: 127.0.0.1:" + address.getPort();
    }

    private String get(String path) throws IOException {
        return ask("GET " + path, host(), "Authorization: Bearer " + token);
    }

    private static void status(int expected, String answer) {
        assertEquals("HTTP/1.1 " + expected, answer.substring(0, 12), answer);
    }

    @Test
    void withoutTheTokenNothingIsTold() throws IOException {
        for (String path : List.of("/", "/metrics", "/api/status", "/nothing")) {
            status(401, ask("GET " + path, host()));
            status(401, ask("GET " + path, host(), "Authorization: Bearer " + token.substring(1) + "x"));
            status(401, ask("GET " + path + "?token=", host()));
        }
    }

    @Test
    void aBrowserThatBringsTheTokenOnceGetsACookieAndACleanAddress() throws IOException {
        String first = ask("GET /?token=" + token, host());
        status(303, first);
        assertTrue(first.contains("Location: /\r\n"), first);
        String cookie = first.replaceAll("(?s).*Set-cookie: ([^;]*); HttpOnly; SameSite=Strict.*", "$1");
        status(200, ask("GET /api/status", host(), "Cookie: other=1; " + cookie));
    }

    @Test
    void aPageFromElsewhereReachesNothingThroughTheOwnersBrowser() throws IOException {
        status(
                421,
                ask("GET /api/status", "Host: rebound.example:" + address.getPort(), "Authorization: Bearer " + token));
        String nameless = ask("GET /api/status", "Authorization: Bearer " + token);
        assertTrue(
                nameless.startsWith("HTTP/1.1 421") || nameless.startsWith("HTTP/1.1 400"),
                "refused by us or by the server itself: " + nameless);
        status(403, ask("GET /api/status", host(), "Authorization: Bearer " + token, "Origin: http://rebound.example"));
        status(
                200,
                ask(
                        "GET /api/status",
                        host(),
                        "Authorization: Bearer " + token,
                        "Origin: http://127.0.0.1:" + address.getPort()));
    }

    @Test
    void onlyReadingIsPossible() throws IOException {
        status(405, ask("POST /api/status", host(), "Authorization: Bearer " + token, "Content-Length: 0"));
        status(405, ask("DELETE /api/status", host(), "Authorization: Bearer " + token));
        String stop = get("/api/stop/all");
        status(404, stop);
        assertTrue(stop.contains("there is /api/status"), stop);
    }

    @Test
    void aCommandAnswersAsItDoesInTheShell() throws IOException {
        String answer = get("/api/status/feed@live");
        status(200, answer);
        assertTrue(
                answer.contains("Content-type: application/json") && answer.endsWith("status[feed@live]true\n"),
                answer);
        String unknown = get("/api/status/nobody");
        status(404, unknown);
        assertTrue(unknown.endsWith("no process 'nobody'\n"), unknown);
        status(500, get("/api/status/broken"));
        status(400, get("/api/status/--csv"));
        status(404, get("/api/"));
    }

    @Test
    void metricsLeaveOutWhatIsNotKnown() throws IOException {
        String text = get("/metrics");
        assertTrue(text.contains("\nnae_health_level 3\n"), text);
        assertTrue(
                text.contains("\nnae_process_memory_bytes{process=\"feed\",mode=\"live\",replica=\"1\"} 4096\n"), text);
        assertFalse(text.contains("nae_process_cpu_percent{"), text);
    }

    @Test
    void thePageMayRunItsOwnScriptAndNoOther() throws IOException {
        String page = get("/");
        status(200, page);
        assertTrue(
                page.contains("Content-security-policy: default-src 'none'; script-src 'self'")
                        && page.contains("<title>NAE</title>"),
                page);
        status(200, get("/page.js"));
        status(200, get("/page.css"));
        status(404, get("/../WebServer.class"));
    }

    @Test
    void aPortThatIsTakenIsNamedAndStopsNothing() throws IOException {
        ServerState told = new ServerState();
        WebServer second = server(address.getPort(), told);
        assertTrue(
                told.refusals()
                        .get(0)
                        .toString()
                        .startsWith("com.nae.web.cfg: port " + address.getPort() + " cannot be used"),
                told.refusals().toString());
        assertTrue(told.address().isEmpty());
        second.deactivate();
        assertTrue(told.refusals().isEmpty());
    }

    @Test
    void theTokenIsTheOwnersAloneAndStays() throws IOException {
        Path file = root.resolve("data/web.token");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(token, AccessToken.loadOrCreate(file).text());
        Files.writeString(file, token.substring(0, 9));
        assertEquals(token.length(), AccessToken.loadOrCreate(file).text().length());
    }
}
