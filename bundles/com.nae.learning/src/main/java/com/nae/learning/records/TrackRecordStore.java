package com.nae.learning.records;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.nae.api.learning.PatternRecord;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.random.RandomGenerator;

/** The track records of an installation: kept in memory, on disk after each outcome, portable as JSON. Thread-safe. */
public final class TrackRecordStore {
    private static final String FORMAT = "nae-learning";
    private static final int VERSION = 1;
    private final TrackRecordTable ledger = new TrackRecordTable();
    private final TrackRecordFile file;
    private final Clock clock;
    private final long seed;

    /** Reads what is there; {@code file} need not exist. */
    public TrackRecordStore(Path file, Clock clock, long seed) {
        this.file = new TrackRecordFile(file);
        this.clock = clock;
        this.seed = seed;
        this.file.load(ledger);
    }

    /**
     * A draw from what is known of the chance of success: the better known it is, the steadier it is ranked. It stays
     * the same until there is a new outcome, or for a day.
     */
    public synchronized double draw(String fingerprint, String family, String pattern) {
        TrackRecordTable.RecordKey key = new TrackRecordTable.RecordKey(fingerprint, family, pattern);
        long state = Objects.hash(
                key,
                ledger.estimate(key).tries(),
                ledger.estimate(key.ofFamily()).tries(),
                now() / 86400);
        RandomGenerator random = new Random(seed ^ state * 0x9E3779B97F4A7C15L);
        return ledger.draw(key, now(), random);
    }

    /** The mean of what is known of the chance of success. */
    public synchronized double expected(String fingerprint, String family, String pattern) {
        return ledger.expected(new TrackRecordTable.RecordKey(fingerprint, family, pattern), now());
    }

    public synchronized boolean allowed(String fingerprint, String pattern) {
        return ledger.allowed(fingerprint, pattern);
    }

    public synchronized void outcome(String fingerprint, String family, String pattern, boolean success) {
        TrackRecordTable.RecordKey key = new TrackRecordTable.RecordKey(fingerprint, family, pattern);
        ledger.outcome(key, success, now());
        Map<TrackRecordTable.RecordKey, BetaEstimate> changed = new LinkedHashMap<>();
        changed.put(key, ledger.estimate(key));
        changed.put(key.ofFamily(), ledger.estimate(key.ofFamily()));
        file.append(changed, ledger);
    }

    public synchronized List<PatternRecord> records() {
        return ledger.list(now());
    }

    /** Forgets everything of a pattern, of one of the fingerprints, or {@code all}; the number of records. */
    public synchronized int forget(String what, Set<String> fingerprints) {
        int gone = ledger.forget(key -> what.equals("all")
                || key.pattern().equals(what)
                || !key.fingerprint().isEmpty() && fingerprints.contains(key.fingerprint()));
        if (gone > 0) {
            file.rewrite(ledger);
        }
        return gone;
    }

    public synchronized String exportRecords() {
        JsonObject all = new JsonObject();
        all.addProperty("format", FORMAT);
        all.addProperty("version", VERSION);
        all.addProperty("exported", Instant.now(clock).toString());
        JsonArray records = new JsonArray();
        var gson = new GsonBuilder().setPrettyPrinting().create();
        ledger.all().forEach((key, worth) -> records.add(gson.toJsonTree(TrackRecordFile.Line.of(key, worth))));
        all.add("records", records);
        return gson.toJson(all);
    }

    /** Takes the records of an export of which less is known here; their number. */
    public synchronized int importRecords(String json) {
        JsonArray records = read(json);
        if (records.size() + ledger.size() > TrackRecordTable.MAX_RECORDS) {
            throw new IllegalArgumentException(
                    records.size() + " records do not fit beside the " + ledger.size() + " that are known here");
        }
        int taken = 0;
        for (JsonElement element : records) {
            TrackRecordFile.Line line = TrackRecordFile.line(element)
                    .orElseThrow(() -> new IllegalArgumentException("a record of the export is damaged: " + element));
            if (line.tries() > ledger.estimate(line.key()).tries()) {
                ledger.put(line.key(), line.estimate().cappedAt(now()));
                taken++;
            }
        }
        if (taken > 0) {
            file.rewrite(ledger);
        }
        return taken;
    }

    private static JsonArray read(String json) {
        try {
            JsonObject all = JsonParser.parseString(json).getAsJsonObject();
            if (!all.has("format") || !all.get("format").getAsString().equals(FORMAT)) {
                throw new IllegalArgumentException("this is no export of nae learning");
            }
            if (all.get("version").getAsInt() != VERSION) {
                throw new IllegalArgumentException(
                        "version " + all.get("version") + " of the export is not known, expected " + VERSION);
            }
            JsonArray records = all.getAsJsonArray("records");
            records.forEach(r -> TrackRecordFile.line(r)
                    .orElseThrow(() -> new IllegalArgumentException("a record of the export is damaged: " + r)));
            return records;
        } catch (JsonParseException
                | NumberFormatException
                | IllegalStateException
                | NullPointerException
                | ClassCastException
                | UnsupportedOperationException e) {
            throw new IllegalArgumentException("this is no export of nae learning: " + e.getMessage(), e);
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
