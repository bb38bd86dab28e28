package com.nae.healing.record;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;
import com.nae.api.healing.Change;
import com.nae.api.healing.ChangeLog;
import com.nae.api.issue.Family;
import com.nae.base.file.LineFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code logs/change_log.json}: one JSON object a line, each appended in one write and synced to disk. A
 * failed write is logged and does not stop healing.
 */
public final class ChangeLogFile implements ChangeLog {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeLogFile.class);
    /** The most characters of one text; the rest is cut off. */
    private static final int LONGEST = 16 << 10;

    private final LineFile file;

    public ChangeLogFile(Path file) {
        this.file = LineFile.at(file).durable();
    }

    @Override
    public synchronized void append(Entry entry) {
        try {
            file.append(List.of(json(entry).toString()));
        } catch (IOException e) {
            LOG.error(
                    "the change log cannot be written: {}; the entry was: {} of {}",
                    e.getMessage(),
                    entry.event().word(),
                    entry.about().process());
        }
    }

    /** Converts an entry to its documented JSON form, with secrets masked. */
    static JsonObject json(Entry entry) {
        JsonObject json = new JsonObject();
        json.addProperty("time", entry.time().toString());
        json.addProperty("fix", entry.about().fix());
        json.addProperty("issue", entry.about().issue());
        json.addProperty("fingerprint", entry.about().fingerprint());
        json.addProperty("process", entry.about().process());
        json.addProperty("mode", entry.about().mode().map(m -> m.word()).orElse(""));
        json.addProperty("event", entry.event().word());
        json.addProperty("family", entry.about().family().map(Family::word).orElse(""));
        json.addProperty("healer", entry.remedy().healer());
        json.addProperty("pattern", entry.remedy().pattern());
        json.addProperty("reason", text(entry.remedy().reason()));
        json.addProperty("confidence", entry.remedy().confidence());
        json.add("changes", changes(entry));
        JsonArray evidence = new JsonArray();
        entry.evidence().forEach(line -> evidence.add(text(line)));
        json.add("evidence", evidence);
        JsonObject verification = new JsonObject();
        entry.verification().forEach((name, value) -> verification.add(name, scalar(value)));
        json.add("verification", verification);
        json.addProperty("by", text(entry.by()));
        return json;
    }

    private static JsonArray changes(Entry entry) {
        JsonArray changes = new JsonArray();
        for (AppliedChange made : entry.changes()) {
            JsonObject change = new JsonObject();
            change.addProperty("kind", made.kind().word());
            if (!made.file().isEmpty()) {
                change.addProperty("file", made.file());
            }
            change.addProperty(made.kind() == Change.Kind.EDIT_FILE ? "diff" : "detail", text(made.detail()));
            changes.add(change);
        }
        return changes;
    }

    /** Writes numbers and booleans as such, anything else as text. */
    private static JsonElement scalar(String value) {
        if (value.matches("-?\\d{1,15}(\\.\\d{1,6})?")) {
            return new JsonPrimitive(new java.math.BigDecimal(value));
        }
        return value.equals("true") || value.equals("false")
                ? new JsonPrimitive(Boolean.valueOf(value))
                : new JsonPrimitive(text(value));
    }

    private static String text(String raw) {
        String masked = SecretMasker.mask(raw);
        return masked.length() > LONGEST ? masked.substring(0, LONGEST) + "..." : masked;
    }
}
