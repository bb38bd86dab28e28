package com.nae.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;

class AccessFilterTest extends WebServerFixture {
    @Test
    void withoutTheTokenEveryPathIsRefused() throws IOException {
        for (String path : List.of("/", "/metrics", "/api/status", "/nothing")) {
            assertStatus(401, ask("GET " + path, host()));
            assertStatus(401, ask("GET " + path, host(), "Authorization: Bearer " + token.substring(1) + "x"));
            assertStatus(401, ask("GET " + path + "?token=", host()));
        }
    }

    @Test
    void aBrowserThatPresentsTheTokenOnceGetsACookieAndACleanAddress() throws IOException {
        String first = ask("GET /?token=" + token, host());
        assertStatus(303, first);
        assertTrue(first.contains("Location: /\r\n"), first);
        String cookie = first.replaceAll("(?s).*Set-cookie: ([^;]*); HttpOnly; SameSite=Strict.*", "$1");
        assertStatus(200, ask("GET /api/status", host(), "Cookie: other=1; " + cookie));
    }

    @Test
    void aPageOfAnotherSiteReachesNothingThroughTheOperatorsBrowser() throws IOException {
        assertStatus(
                421,
                ask("GET /api/status", "Host: rebound.example:" + address.getPort(), "Authorization: Bearer " + token));
        String nameless = ask("GET /api/status", "Authorization: Bearer " + token);
        assertTrue(
                nameless.startsWith("HTTP/1.1 421") || nameless.startsWith("HTTP/1.1 400"),
                "refused by the filter or by the server itself: " + nameless);
        assertStatus(
                403,
                ask("GET /api/status", host(), "Authorization: Bearer " + token, "Origin: http://rebound.example"));
        assertStatus(
                200,
                ask(
                        "GET /api/status",
                        host(),
                        "Authorization: Bearer " + token,
                        "Origin: http://127.0.0.1:" + address.getPort()));
    }

    @Test
    void onlyReadRequestsAreAnswered() throws IOException {
        assertStatus(405, ask("POST /api/status", host(), "Authorization: Bearer " + token, "Content-Length: 0"));
        assertStatus(405, ask("DELETE /api/status", host(), "Authorization: Bearer " + token));
        String stop = get("/api/stop/all");
        assertStatus(404, stop);
        assertTrue(stop.contains("not found; available: /api/status"), stop);
    }

    @Test
    void onlyTheOwnerCanReadTheTokenAndItStaysTheSame() throws IOException {
        Path file = root.resolve("data/web.token");
        assertEquals("rw-------", PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
        assertEquals(token, AccessToken.loadOrCreate(file).text());
        Files.writeString(file, token.substring(0, 9));
        assertEquals(token.length(), AccessToken.loadOrCreate(file).text().length());
    }
}
