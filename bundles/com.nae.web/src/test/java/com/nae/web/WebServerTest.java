package com.nae.web;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import org.junit.jupiter.api.Test;

class WebServerTest extends WebServerFixture {
    @Test
    void aCommandAnswersLikeInTheShell() throws IOException {
        String answer = get("/api/status/feed@live");
        assertStatus(200, answer);
        assertTrue(
                answer.contains("Content-type: application/json") && answer.endsWith("status[feed@live]true\n"),
                answer);
        String unknown = get("/api/status/nobody");
        assertStatus(404, unknown);
        assertTrue(unknown.endsWith("no process 'nobody'\n"), unknown);
        assertStatus(500, get("/api/status/broken"));
        assertStatus(400, get("/api/status/--csv"));
        assertStatus(404, get("/api/"));
    }

    @Test
    void metricsLeaveOutUnknownValues() throws IOException {
        String text = get("/metrics");
        assertTrue(text.contains("\nnae_health_level 3\n"), text);
        assertTrue(
                text.contains("\nnae_process_memory_bytes{process=\"feed\",mode=\"live\",replica=\"1\"} 4096\n"), text);
        assertFalse(text.contains("nae_process_cpu_percent{"), text);
    }

    @Test
    void thePageMayRunOnlyItsOwnScript() throws IOException {
        String page = get("/");
        assertStatus(200, page);
        assertTrue(
                page.contains("Content-security-policy: default-src 'none'; script-src 'self'")
                        && page.contains("<title>NAE</title>"),
                page);
        assertStatus(200, get("/page.js"));
        assertStatus(200, get("/page.css"));
        assertStatus(404, get("/../WebServer.class"));
    }

    @Test
    void aPortInUseIsReportedAndAffectsNothingElse() throws IOException {
        ServerState stateOfSecond = new ServerState();
        WebServer second = server(address.getPort(), stateOfSecond);
        assertTrue(
                stateOfSecond
                        .refusals()
                        .get(0)
                        .toString()
                        .startsWith("com.nae.web.cfg: port " + address.getPort() + " cannot be used"),
                stateOfSecond.refusals().toString());
        assertTrue(stateOfSecond.address().isEmpty());
        second.deactivate();
        assertTrue(stateOfSecond.refusals().isEmpty());
    }
}
