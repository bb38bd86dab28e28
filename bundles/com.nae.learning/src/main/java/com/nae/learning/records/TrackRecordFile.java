package com.nae.learning.records;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.nae.base.file.LineFile;
import com.nae.base.json.JsonLines;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The track records on disk: a line of JSON for each new state of a record; the last line of a record counts. A
 * truncated or damaged line is skipped.
 */
final class TrackRecordFile {
    private static final Logger LOG = LoggerFactory.getLogger(TrackRecordFile.class);
    private static final Gson GSON = new Gson();
    /** The file is rewritten when it has so many more outdated lines than current ones. */
    private static final int MAX_OUTDATED = 1000;

    private static final int MAX_LENGTH = 500;
    private final LineFile file;
    private final JsonLines<Line> records;
    private int lines;

    /** One line, and one element of an export. */
    record Line(
            String fingerprint,
            String family,
            String pattern,
            double successes,
            double failures,
            long tries,
            boolean failed,
            long last) {
        static Line of(TrackRecordTable.RecordKey key, BetaEstimate w) {
            return new Line(
                    key.fingerprint(),
                    key.family(),
                    key.pattern(),
                    w.successes(),
                    w.failures(),
                    w.tries(),
                    w.failed(),
                    w.last());
        }

        /**
         * Whether outcomes can have led to these figures: no evidence weighs more than
         * {@link BetaEstimate#MAX_EVIDENCE}.
         */
        boolean isValid() {
            return plain(fingerprint)
                    && plain(family)
                    && plain(pattern)
                    && !pattern.isEmpty()
                    && successes >= 0
                    && successes <= BetaEstimate.MAX_EVIDENCE
                    && failures >= 0
                    && failures <= BetaEstimate.MAX_EVIDENCE
                    && tries > 0
                    && successes + failures <= tries + 1e-6
                    && last >= 0;
        }

        private static boolean plain(String text) {
            return text != null && text.length() <= MAX_LENGTH && text.chars().noneMatch(Character::isISOControl);
        }

        TrackRecordTable.RecordKey key() {
            return new TrackRecordTable.RecordKey(fingerprint, family, pattern);
        }

        BetaEstimate estimate() {
            return new BetaEstimate(successes, failures, tries, failed, last);
        }
    }

    TrackRecordFile(Path file) {
        this.file = LineFile.at(file).durable();
        this.records = new JsonLines<>(this.file, GSON, Line.class);
    }

    static Optional<Line> line(JsonElement json) {
        try {
            return json instanceof JsonObject
                    ? Optional.ofNullable(GSON.fromJson(json, Line.class)).filter(Line::isValid)
                    : Optional.empty();
        } catch (JsonParseException | NumberFormatException damaged) {
            return Optional.empty();
        }
    }

    void load(TrackRecordTable into) {
        int damaged = 0;
        try {
            damaged = records.read(line -> loaded(line, into));
            lines += damaged;
        } catch (IOException e) {
            LOG.error("Track records cannot be read; earlier outcomes of repairs are not used: {}", e.toString());
        }
        if (damaged > 0) {
            LOG.warn("Damaged lines in {} were skipped: {}", file.path(), damaged);
        }
    }

    /** Appends new states. Rewrites the whole file where most of its lines are outdated. */
    void append(Map<TrackRecordTable.RecordKey, BetaEstimate> changed, TrackRecordTable all) {
        try {
            if (lines > MAX_OUTDATED + 2 * all.all().size()) {
                rewrite(all);
                return;
            }
            records.append(lines(changed).toList());
            lines += changed.size();
        } catch (IOException e) {
            LOG.error("A track record could not be written; it is lost when NAE stops: {}", e.toString());
        }
    }

    /** Replaces the file by the present state, atomically. */
    void rewrite(TrackRecordTable all) {
        try {
            records.replace(lines(all.all()));
            lines = all.all().size();
        } catch (IOException e) {
            LOG.error("Track records could not be written: {}", e.toString());
        }
    }

    private boolean loaded(Line line, TrackRecordTable into) {
        if (!line.isValid()) {
            return false;
        }
        into.put(line.key(), line.estimate());
        lines++;
        return true;
    }

    private static Stream<Line> lines(Map<TrackRecordTable.RecordKey, BetaEstimate> states) {
        return states.entrySet().stream().map(state -> Line.of(state.getKey(), state.getValue()));
    }
}
