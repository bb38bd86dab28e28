package com.nae.healing.record;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.nae.api.healing.Change;
import com.nae.api.healing.ChangeEvent;
import com.nae.api.healing.ChangeLog;
import com.nae.api.issue.Family;
import com.nae.api.process.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The file of the change log. */
class ChangeLogFileTest {
    private static final ChangeLog.Entry ENTRY_WITH_SECRETS = new ChangeLog.Entry(
            Instant.EPOCH,
            ChangeEvent.APPLIED,
            new ChangeLog.Subject("f", "i", "fp", "app", Optional.of(Mode.LIVE), Optional.of(Family.KEY)),
            new ChangeLog.Remedy("h", "p", "API_TOKEN=abc123def", 0.5),
            List.of(new ChangeLog.AppliedChange(
                    Change.Kind.EDIT_FILE, "main.py", "+db_password = \"hunter2\"\n+key = os.environ['API_KEY']\n")),
            List.of(
                    "GET postgres://bob:hunter2@db/x",
                    "Authorization: Bearer abcdefghijklmnop",
                    "password: hunter2",
                    "{'secret_key': 'hunter2'}"),
            Map.of("quiet_s", "10.0", "reproduced", "true"),
            "policy");

    @TempDir
    Path root;

    @Test
    void secretsAreMaskedAndEachLineIsWhole() throws IOException {
        Path file = root.resolve("logs/change_log.json");
        Files.createDirectories(file.getParent());
        Files.writeString(file, "{\"cut\":");
        ChangeLog log = new ChangeLogFile(file);
        log.append(ENTRY_WITH_SECRETS);
        String text = Files.readString(file);
        assertFalse(text.contains("hunter2") || text.contains("abc123def") || text.contains("abcdefghijklmnop"), text);
        assertTrue(text.contains("os.environ['API_KEY']"), text);
        assertTrue(text.startsWith("{\"cut\":\n{"), "a line that a crash cut short does not spoil the next");
        JsonObject json =
                JsonParser.parseString(text.substring(text.indexOf('\n') + 1)).getAsJsonObject();
        assertEquals(10.0, json.getAsJsonObject("verification").get("quiet_s").getAsDouble());
        assertTrue(json.getAsJsonObject("verification").get("reproduced").getAsBoolean());
        assertEquals("live", json.get("mode").getAsString());
    }
}
