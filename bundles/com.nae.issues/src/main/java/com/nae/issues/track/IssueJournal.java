package com.nae.issues.track;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LogPosition;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Issues and reading positions on disk: one JSON object a line, appended; a line holds both, so that after a kill they
 * fit each other and nothing is counted twice or missed. A line that cannot be read is passed over. Written anew when
 * it has grown. One thread writes.
 */
public final class IssueJournal {
    private static final Logger LOG = LoggerFactory.getLogger(IssueJournal.class);
    private static final long COMPACT = 4 << 20;
    private static final int INSTANCES = 10_000;
    private static final int LONGEST = 1 << 20;
    private static final long LARGEST = 32 << 20;

    /** One line: where reading goes on per instance ({@code [file, offset]}), and issues that have changed. */
    private record Batch(Map<String, long[]> cursors, List<IssueRow> issues) {}

    private final Gson gson = new Gson();
    private final Path file;
    /** Of instances that are gone as well, within bounds: the one added first goes. */
    private final Map<String, long[]> cursors = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, long[]> eldest) {
            return size() > INSTANCES;
        }
    };

    private long size;

    public IssueJournal(Path folder) throws IOException {
        file = Files.createDirectories(folder).resolve("issues.jsonl");
    }

    /** Reads what is there into a ledger. */
    public void load(IssueStore ledger) {
        Map<String, IssueRow> rows = new LinkedHashMap<>();
        int bad = Files.exists(file) ? read(rows) : 0;
        if (bad > 0) {
            LOG.warn("{}: {} lines could not be read and were passed over", file.getFileName(), bad);
        }
        ledger.restore(rows.values());
        size = Files.exists(file) ? Long.MAX_VALUE : 0;
    }

    private int read(Map<String, IssueRow> rows) {
        int bad = 0;
        if (file.toFile().length() > LARGEST) {
            return setAside();
        }
        try (var in = new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            for (String line = in.readLine(); line != null; line = in.readLine()) {
                bad += line.length() > LONGEST || !take(line, rows) ? 1 : 0;
            }
        } catch (IOException e) {
            LOG.error("{} cannot be read: {}", file, e.toString());
        }
        return bad;
    }

    /** A file that this program would never have let grow so large. */
    private int setAside() {
        try {
            Files.move(file, file.resolveSibling("issues.jsonl.bad"), StandardCopyOption.REPLACE_EXISTING);
        } catch (IOException e) {
            LOG.error("{} cannot be set aside: {}", file, e.toString());
        }
        return 1;
    }

    private boolean take(String line, Map<String, IssueRow> rows) {
        try {
            Batch batch = gson.fromJson(line, Batch.class);
            batch.issues().forEach(IssueJournal::check);
            batch.issues().forEach(row -> rows.merge(row.fingerprint(), row, IssueJournal::merged));
            batch.cursors()
                    .forEach((id, at) -> cursors.put(InstanceId.parse(id).toString(), new long[] {at[0], at[1]}));
            return true;
        } catch (JsonParseException
                | NullPointerException
                | IllegalArgumentException
                | ArrayIndexOutOfBoundsException garbage) {
            return false;
        }
    }

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
                        now.ends());
    }

    /** Where reading went on when last written. */
    public Optional<LogPosition> cursor(InstanceId id) {
        return Optional.ofNullable(cursors.get(id.toString())).map(at -> new LogPosition(at[0], at[1]));
    }

    /** Appends what has changed, with the positions up to which it was read. */
    public void write(IssueStore ledger, Map<InstanceId, LogPosition> positions) throws IOException {
        Map<String, long[]> moved = new HashMap<>();
        positions.forEach((id, at) -> moved.put(id.toString(), new long[] {at.file(), at.offset()}));
        cursors.putAll(moved);
        if (size > COMPACT) {
            compact(ledger);
            return;
        }
        byte[] line = (gson.toJson(new Batch(moved, ledger.changes())) + "\n").getBytes(StandardCharsets.UTF_8);
        Files.write(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        size += line.length;
    }

    private void compact(IssueStore ledger) throws IOException {
        ledger.changes();
        StringBuilder text = new StringBuilder(gson.toJson(new Batch(cursors, List.of()))).append('\n');
        Path fresh = file.resolveSibling("issues.jsonl.new");
        try (FileChannel out = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING)) {
            for (IssueRow row : ledger.all()) {
                text.append(gson.toJson(new Batch(Map.of(), List.of(row)))).append('\n');
                out.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
                text.setLength(0);
            }
            out.write(ByteBuffer.wrap(text.toString().getBytes(StandardCharsets.UTF_8)));
            out.force(true);
        }
        Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        size = Files.size(file);
    }
}
