package com.nae.learning.records;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
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
    private final Path file;
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
        this.file = file;
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
        if (!Files.exists(file)) {
            return;
        }
        int damaged = 0;
        try {
            for (String text : new String(Files.readAllBytes(file), StandardCharsets.UTF_8).split("\n")) {
                Optional<Line> line = parse(text);
                line.ifPresent(l -> into.put(l.key(), l.estimate()));
                damaged += line.isEmpty() && !text.isBlank() ? 1 : 0;
                lines++;
            }
        } catch (IOException e) {
            LOG.error("Track records cannot be read; earlier outcomes of repairs are not used: {}", e.toString());
        }
        if (damaged > 0) {
            LOG.warn("Damaged lines in {} were skipped: {}", file, damaged);
        }
    }

    /** Appends new states. Rewrites the whole file where most of its lines are outdated. */
    void append(Map<TrackRecordTable.RecordKey, BetaEstimate> changed, TrackRecordTable all) {
        try {
            if (lines > MAX_OUTDATED + 2 * all.all().size()) {
                rewrite(all);
                return;
            }
            Files.createDirectories(file.getParent());
            StringBuilder text = new StringBuilder(endsInLine() ? "" : "\n");
            changed.forEach((key, worth) ->
                    text.append(GSON.toJson(Line.of(key, worth))).append('\n'));
            write(file, text, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            lines += changed.size();
        } catch (IOException e) {
            LOG.error("A track record could not be written; it is lost when NAE stops: {}", e.toString());
        }
    }

    /** Replaces the file by the present state, atomically. */
    void rewrite(TrackRecordTable all) {
        try {
            Files.createDirectories(file.getParent());
            StringBuilder text = new StringBuilder();
            all.all()
                    .forEach((key, worth) ->
                            text.append(GSON.toJson(Line.of(key, worth))).append('\n'));
            Path next = file.resolveSibling(file.getFileName() + ".new");
            write(next, text, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING);
            Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            lines = all.all().size();
        } catch (IOException e) {
            LOG.error("Track records could not be written: {}", e.toString());
        }
    }

    private static Optional<Line> parse(String text) {
        try {
            return line(GSON.fromJson(text, JsonElement.class));
        } catch (JsonParseException damaged) {
            return Optional.empty();
        }
    }

    /** Whether the file ends with a newline; otherwise its last line was truncated, and must not be continued. */
    private boolean endsInLine() throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return true;
        }
        try (FileChannel in = FileChannel.open(file, StandardOpenOption.READ)) {
            ByteBuffer last = ByteBuffer.allocate(1);
            in.read(last, in.size() - 1);
            return last.get(0) == '\n';
        }
    }

    /** Writes the text and forces it to the disk. */
    private static void write(Path to, StringBuilder text, StandardOpenOption... how) throws IOException {
        StandardOpenOption[] options = java.util.Arrays.copyOf(how, how.length + 1);
        options[how.length] = StandardOpenOption.WRITE;
        try (FileChannel out = FileChannel.open(to, options)) {
            ByteBuffer bytes = StandardCharsets.UTF_8.encode(text.toString());
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(false);
        }
    }
}
