package com.nae.web;

import static org.junit.jupiter.api.Assertions.assertEquals;

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
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/**
 * A running server, and a client that writes requests to a real socket. A client library would reject some of these
 * requests.
 */
class WebServerFixture {
    @TempDir
    Path root;

    final ServerState state = new ServerState();
    WebServer server;
    URI address;
    String token;

    /** A command that prints its arguments, and fails on request. */
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
        server = server(0, state);
        address = URI.create(state.address().orElseThrow());
        token = address.getQuery().substring("token=".length());
        Field commands = WebServer.class.getDeclaredField("commands");
        commands.setAccessible(true);
        commands.set(server, List.of(new Echo("status", true), new Echo("stop", false)));
    }

    WebServer server(int port, ServerState state) throws IOException {
        return new WebServer(new Home(root, "dual"), new FakeOperation(), state, new Config(port));
    }

    /** NAE with one process, whose CPU use is not known. */
    private static final class FakeOperation implements ContinuousOperationManager {
        @Override
        public OperationStatus getStatus() {
            return new OperationStatus(
                    "dual", "1", 1, Instant.EPOCH, 1.5, "CRITICAL", List.of(), List.of(feed()), 4, 5, 6, List.of());
        }

        private static OperationStatus.Process feed() {
            return new OperationStatus.Process(
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
        }

        @Override
        public void shutdown(String by) {
            throw new AssertionError("the status API must not shut anything down");
        }
    }

    @AfterEach
    void end() {
        server.deactivate();
    }

    String ask(String line, String... headers) throws IOException {
        try (Socket socket = new Socket(address.getHost(), address.getPort())) {
            String request = line + " HTTP/1.1\r\nConnection: close\r\n"
                    + String.join(
                            "", List.of(headers).stream().map(h -> h + "\r\n").toList()) + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    String host() {
        return "Host: 127.0.0.1:" + address.getPort();
    }

    String get(String path) throws IOException {
        return ask("GET " + path, host(), "Authorization: Bearer " + token);
    }

    static void assertStatus(int expected, String answer) {
        assertEquals("HTTP/1.1 " + expected, answer.substring(0, 12), answer);
    }
}
