package com.nae.stories;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nae.testing.Await;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The status API of a running runtime, from the drop of its file to its end. */
class WebIT {
    private final HttpClient client = HttpClient.newHttpClient();

    private HttpResponse<String> get(URI page, String path, String token) throws Exception {
        return client.send(
                HttpRequest.newBuilder(page.resolve(path))
                        .header("Authorization", "Bearer " + token)
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Test
    void aDroppedFileServesTheStatusToWhoHasTheTokenAndItsRemovalEndsIt() throws Exception {
        try (StoryHome home = new StoryHome()) {
            home.process("hello", "command = sleep 600").up("live");
            Outcome off = home.nae("web");
            assertEquals(1, off.code());
            assertTrue(off.out().contains("config/com.nae.web.cfg"), off.out());
            home.write("config/com.nae.web.cfg", "port = 0");
            Await.until("it is served", () -> home.ask("web").code() == 0);
            URI page = URI.create(home.nae("web").out().strip());
            String token = page.getQuery().substring("token=".length());
            assertEquals(home.read("data/web.token").strip(), token);
            assertServed(home, page, token);
            Files.delete(home.path("config/com.nae.web.cfg"));
            Await.until("nothing is served", () -> {
                try {
                    get(page, "/", token);
                    return false;
                } catch (ConnectException closed) {
                    return true;
                }
            });
        }
    }

    private void assertServed(StoryHome home, URI page, String token) throws Exception {
        JsonObject status =
                JsonParser.parseString(get(page, "/api/status", token).body()).getAsJsonObject();
        JsonObject shell = home.json("status").getAsJsonObject();
        assertEquals(shell.keySet(), status.keySet());
        assertEquals(shell.get("pid"), status.get("pid"));
        for (String path : new String[] {
            "/api/issues",
            "/api/fixes",
            "/api/health",
            "/api/history/hello",
            "/api/learning",
            "/api/healers",
            "/metrics",
            "/"
        }) {
            assertEquals(200, get(page, path, token).statusCode(), path);
        }
        assertEquals(404, get(page, "/api/status/nobody", token).statusCode());
        assertEquals(404, get(page, "/api/stop/hello", token).statusCode());
        assertEquals(401, get(page, "/api/status", "guess").statusCode());
    }
}
