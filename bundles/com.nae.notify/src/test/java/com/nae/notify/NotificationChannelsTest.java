package com.nae.notify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NotificationChannelsTest {
    private static final Message MESSAGE = new Message(
            "host /home",
            List.of(new Notification(
                    Instant.parse("2026-03-02T06:00:00Z"),
                    "health",
                    "feed@live",
                    "",
                    "CRITICAL: $(touch hacked) `id` ü")),
            0);

    @TempDir
    private Path folder;

    private CommandChannel command(String script, Duration limit) throws IOException {
        Path program = Files.writeString(folder.resolve("tell"), "#!/bin/sh\n" + script);
        Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
        return new CommandChannel(List.of(program.toString(), "ops@example.org; touch hacked"), folder, limit);
    }

    @Test
    void aCommandReadsTheTextAndNoShellInterpretsIt() throws Exception {
        command("cat > got; printf %s \"$1\" > address", Duration.ofMinutes(1)).deliver(MESSAGE);
        assertEquals(MESSAGE.text(), Files.readString(folder.resolve("got")));
        assertEquals("ops@example.org; touch hacked", Files.readString(folder.resolve("address")));
        assertTrue(Files.notExists(folder.resolve("hacked")));
    }

    @Test
    void aCommandThatReadsNothingAndSucceedsHasDelivered() throws Exception {
        command("exit 0", Duration.ofMinutes(1)).deliver(MESSAGE);
    }

    @Test
    void aCommandThatFailsHangsOrIsMissingIsNamed() throws Exception {
        assertTrue(assertThrows(
                        IOException.class,
                        () -> command("exit 75", Duration.ofMinutes(1)).deliver(MESSAGE))
                .getMessage()
                .endsWith("tell ended with exit code 75"));
        assertTrue(assertThrows(
                        IOException.class,
                        () -> command("sleep 1000", Duration.ofMillis(200)).deliver(MESSAGE))
                .getMessage()
                .contains("tell did not end within"));
        assertTrue(assertThrows(
                        IOException.class, () -> new CommandChannel(List.of("/no/such"), folder).deliver(MESSAGE))
                .getMessage()
                .contains("/no/such"));
    }

    @Test
    void aWebhookReceivesJsonWithATextThatChatsShow() throws Exception {
        AtomicReference<String> got = new AtomicReference<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/hook", exchange -> {
            got.set(exchange.getRequestMethod() + " "
                    + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(exchange.getRequestURI().getPath().endsWith("/no") ? 403 : 204, -1);
            exchange.close();
        });
        server.start();
        URI uri = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/hook");
        try {
            new WebhookChannel(uri).deliver(MESSAGE);
            JsonObject body = JsonParser.parseString(got.get().substring("POST ".length()))
                    .getAsJsonObject();
            assertEquals(MESSAGE.text(), body.get("text").getAsString());
            assertEquals(
                    "{\"time\":\"2026-03-02T06:00:00Z\",\"kind\":\"health\",\"process\":\"feed@live\","
                            + "\"text\":\"CRITICAL: $(touch hacked) `id` ü\"}",
                    body.getAsJsonArray("notices").get(0).toString());
            assertEquals(
                    "127.0.0.1 responded with status 403",
                    assertThrows(IOException.class, () -> new WebhookChannel(uri.resolve("/hook/no")).deliver(MESSAGE))
                            .getMessage());
        } finally {
            server.stop(0);
        }
    }

    @Test
    void anInvalidFileIsRefusedWithItsKey() {
        assertEquals("command or url is required", refused(Map.of()));
        assertEquals("url 'ftp://x/y' is not an http or https URL", refused(Map.of("url", "ftp://x/y")));
        assertEquals(
                "level is HEALTHY, expected DEGRADED, UNHEALTHY or CRITICAL",
                refused(Map.of("command", "mail", "level", "HEALTHY")));
        assertTrue(refused(Map.of("command", "mail", "to", "x")).contains("to is not a known key"));
    }

    private static String refused(Map<String, String> file) {
        return assertThrows(SettingsException.class, () -> Config.of(new Settings(file)))
                .getMessage();
    }
}
