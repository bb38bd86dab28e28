package com.nae.learning.records;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.nae.api.learning.PatternRecord;
import com.nae.base.json.JsonFormats;
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

/**
 * The track records of an installation. They are held in memory, written to disk after each outcome, and exported and
 * imported as JSON. Thread-safe.
 */
public final class TrackRecordStore {
    private static final String FORMAT = "nae-learning";
    private static final int VERSION = 1;
    private final TrackRecordTable table = new TrackRecordTable();
    private final TrackRecordFile file;
    private final Clock clock;
    private final long seed;

    /**
     * Reads the records of a file.
     *
     * @param file need not exist
     * @param seed of the random draws
     */
    public TrackRecordStore(Path file, Clock clock, long seed) {
        this.file = new TrackRecordFile(file);
        this.clock = clock;
        this.seed = seed;
        this.file.load(table);
    }

    /**
     * A random draw from the estimated chance of success (Thompson sampling): the more is known, the less the draws
     * scatter. The draw stays the same until there is a new outcome, and for a day at most, so that a ranking does not
     * change while it is used.
     *
     * @return from 0 to 1
     */
    public synchronized double draw(String fingerprint, String family, String pattern) {
        TrackRecordTable.RecordKey key = new TrackRecordTable.RecordKey(fingerprint, family, pattern);
        long state = Objects.hash(
                key, table.estimate(key).tries(), table.estimate(key.ofFamily()).tries(), now() / 86400);
        RandomGenerator random = new Random(seed ^ state * 0x9E3779B97F4A7C15L);
        return table.draw(key, now(), random);
    }

    /** The mean of the estimated chance of success, from 0 to 1. */
    public synchronized double expected(String fingerprint, String family, String pattern) {
        return table.expected(new TrackRecordTable.RecordKey(fingerprint, family, pattern), now());
    }

    public synchronized boolean allowed(String fingerprint, String pattern) {
        return table.allowed(fingerprint, pattern);
    }

    public synchronized void outcome(String fingerprint, String family, String pattern, boolean success) {
        TrackRecordTable.RecordKey key = new TrackRecordTable.RecordKey(fingerprint, family, pattern);
        table.outcome(key, success, now());
        Map<TrackRecordTable.RecordKey, BetaEstimate> changed = new LinkedHashMap<>();
        changed.put(key, table.estimate(key));
        changed.put(key.ofFamily(), table.estimate(key.ofFamily()));
        file.append(changed, table);
    }

    public synchronized List<PatternRecord> records() {
        return table.list(now());
    }

    /**
     * Deletes records.
     *
     * @param what a pattern, or {@code all}
     * @param fingerprints whose records are deleted as well
     * @return the number of deleted records
     */
    public synchronized int forget(String what, Set<String> fingerprints) {
        int deleted = table.forget(key -> what.equals("all")
                || key.pattern().equals(what)
                || !key.fingerprint().isEmpty() && fingerprints.contains(key.fingerprint()));
        if (deleted > 0) {
            file.rewrite(table);
        }
        return deleted;
    }

    public synchronized String exportRecords() {
        JsonObject all = new JsonObject();
        all.addProperty("format", FORMAT);
        all.addProperty("version", VERSION);
        all.addProperty("exported", Instant.now(clock).toString());
        JsonArray records = new JsonArray();
        var gson = JsonFormats.asNamed().setPrettyPrinting().create();
        table.all().forEach((key, worth) -> records.add(gson.toJsonTree(TrackRecordFile.Line.of(key, worth))));
        all.add("records", records);
        return gson.toJson(all);
    }

    /**
     * Imports those records of an export that rest on more tries than the records here.
     *
     * @return the number of imported records
     * @throws IllegalArgumentException with the reason, if it is not a valid export; nothing is imported then
     */
    public synchronized int importRecords(String json) {
        JsonArray records = read(json);
        if (records.size() + table.size() > TrackRecordTable.MAX_RECORDS) {
            throw new IllegalArgumentException(
                    records.size() + " records do not fit beside the " + table.size() + " that are here already");
        }
        int imported = 0;
        for (JsonElement element : records) {
            TrackRecordFile.Line line = TrackRecordFile.line(element)
                    .orElseThrow(() -> new IllegalArgumentException("a record of the export is damaged: " + element));
            if (line.tries() > table.estimate(line.key()).tries()) {
                table.put(line.key(), line.estimate().cappedAt(now()));
                imported++;
            }
        }
        if (imported > 0) {
            file.rewrite(table);
        }
        return imported;
    }

    /** Parses an export as a whole, so that a damaged one changes nothing. */
    private static JsonArray read(String json) {
        try {
            JsonObject all = JsonParser.parseString(json).getAsJsonObject();
            if (!all.has("format") || !all.get("format").getAsString().equals(FORMAT)) {
                throw new IllegalArgumentException("this is not an export of nae learning");
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
            throw new IllegalArgumentException("this is not an export of nae learning: " + e.getMessage(), e);
        }
    }

    private long now() {
        return clock.instant().getEpochSecond();
    }
}
