package com.nae.issues.track;

import com.google.gson.Gson;
import com.nae.api.output.LogPosition;
import com.nae.api.process.InstanceId;
import com.nae.base.file.LineFile;
import com.nae.base.json.JsonLines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file {@code issues.jsonl}: issues and reading positions, one JSON object a line, appended.
 *
 * <p>Each line holds both, so that they are consistent after a {@code kill -9} and nothing is counted twice or missed.
 * A line that cannot be read is skipped and counted. The file is compacted when it has grown beyond 4 MiB. One thread
 * writes.
 */
public final class IssueJournal {
    private static final Logger LOG = LoggerFactory.getLogger(IssueJournal.class);
    private static final long COMPACT_BYTES = 4 << 20;
    private static final int MAX_INSTANCES = 10_000;
    private static final int MAX_LINE_BYTES = 1 << 20;
    private static final long MAX_FILE_BYTES = 32 << 20;

    /**
     * One line of the file: the reading position of each instance as {@code [file, offset]}, and the issues that have
     * changed.
     */
    private record Batch(Map<String, long[]> cursors, List<IssueRow> issues) {}

    private final Path file;
    private final JsonLines<Batch> batches;
    /** Reading positions, also of instances that are gone. Beyond the limit the one added first is removed. */
    private final Map<String, long[]> cursors = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, long[]> eldest) {
            return size() > MAX_INSTANCES;
        }
    };

    private long size;

    public IssueJournal(Path folder) throws IOException {
        file = Files.createDirectories(folder).resolve("issues.jsonl");
        batches = new JsonLines<>(LineFile.at(file), new Gson(), Batch.class).longest(MAX_LINE_BYTES);
    }

    /** Loads the stored issues into a store. The first write after it compacts the file. */
    public void load(IssueStore store) {
        Map<String, IssueRow> rows = new LinkedHashMap<>();
        int bad = Files.exists(file) ? read(rows) : 0;
        if (bad > 0) {
            LOG.warn("{}: {} lines could not be read and were passed over", file.getFileName(), bad);
        }
        store.restore(rows.values());
        size = Files.exists(file) ? Long.MAX_VALUE : 0;
    }

    private int read(Map<String, IssueRow> rows) {
        if (file.toFile().length() > MAX_FILE_BYTES) {
            return setAside();
        }
        try {
            return batches.read(batch -> take(batch, rows));
        } catch (IOException e) {
            LOG.error("{} cannot be read: {}", file, e.toString());
            return 0;
        }
    }

    /**
     * Renames a file larger than NAE ever writes, and starts with an empty one; returns 1 as the number of bad lines.
     */
    private int setAside() {
        try {
            Files.move(file, file.resolveSibling("issues.jsonl.bad"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("{} cannot be renamed: {}", file, e.toString());
        }
        return 1;
    }

    private boolean take(Batch batch, Map<String, IssueRow> rows) {
        try {
            batch.issues().forEach(IssueJournal::check);
            batch.issues().forEach(row -> rows.merge(row.fingerprint(), row, IssueJournal::merged));
            batch.cursors()
                    .forEach((id, at) -> cursors.put(InstanceId.parse(id).toString(), new long[] {at[0], at[1]}));
            return true;
        } catch (NullPointerException | IllegalArgumentException | ArrayIndexOutOfBoundsException malformed) {
            return false;
        }
    }

    /** Throws if the row lacks a value that an issue needs. */
    private static void check(IssueRow row) {
        InstanceId.parse(row.process() + "@live");
        for (Object part : new Object[] {
            row.id(),
            row.fingerprint(),
            row.family(),
            row.type(),
            row.rootType(),
            row.subject(),
            row.message(),
            row.status(),
            row.language()
        }) {
            Objects.requireNonNull(part);
        }
        TrackedIssue.of(row);
    }

    /** Returns the newer row, with the evidence of the older one if it has none of its own. */
    private static IssueRow merged(IssueRow before, IssueRow now) {
        return now.evidence() != null
                ? now
                : new IssueRow(
                        now.id(),
                        now.fingerprint(),
                        now.family(),
                        now.type(),
                        now.rootType(),
                        now.subject(),
                        now.process(),
                        now.instances(),
                        now.message(),
                        now.place(),
                        now.firstSeen(),
                        now.lastSeen(),
                        now.count(),
                        now.status(),
                        now.remedy(),
                        before.evidence(),
                        now.language(),
                        now.history(),
                        now.ends(),
                        now.facts());
    }

    /** Returns the stored reading position of an instance. */
    public Optional<LogPosition> cursor(InstanceId id) {
        return Optional.ofNullable(cursors.get(id.toString())).map(at -> new LogPosition(at[0], at[1]));
    }

    /** Appends the changed issues and the positions up to which the output was read. */
    public void write(IssueStore store, Map<InstanceId, LogPosition> positions) throws IOException {
        Map<String, long[]> moved = new HashMap<>();
        positions.forEach((id, at) -> moved.put(id.toString(), new long[] {at.file(), at.offset()}));
        cursors.putAll(moved);
        if (size > COMPACT_BYTES) {
            compact(store);
            return;
        }
        size += batches.append(List.of(new Batch(moved, store.changes())));
    }

    private void compact(IssueStore store) throws IOException {
        store.changes();
        Stream<Batch> rows = store.all().stream().map(row -> new Batch(Map.of(), List.of(row)));
        batches.replace(Stream.concat(Stream.of(new Batch(cursors, List.of())), rows));
        size = Files.size(file);
    }
}
