package com.nae.healing.change;

import com.nae.api.process.Mode;
import com.nae.healing.record.CrashPoint;
import com.nae.healing.record.KeyedRecordFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * The write-ahead journal of changes. Each change is written to disk before it is made, with everything that its
 * rollback needs. Thread-safe.
 */
public final class ChangeJournal {
    /** The kind of thing that a step changes. */
    public enum Kind {
        EDIT,
        ENVIRONMENT,
        COMMAND,
        HOLD
    }

    /** How far a step has come. After a crash, an {@code INTENT} may or may not have been carried out. */
    public enum Phase {
        INTENT,
        DONE,
        UNDOING,
        UNDONE
    }

    /**
     * One change of one file, variable or hold, or one command.
     *
     * @param no number of the step, ascending
     * @param subject an absolute path, the name of a variable, a command line or an instance
     * @param before the state before: the hash of a file or the value of a variable, empty where there was none
     * @param after the state once the step is done, in the same form; for a command its JSON, for a hold its reason
     * @param at the time of the last phase
     */
    public record Step(
            long no,
            Kind kind,
            Phase phase,
            String fix,
            String process,
            Mode mode,
            String subject,
            String before,
            String after,
            Instant at) {
        Step in(Phase next) {
            return new Step(no, kind, next, fix, process, mode, subject, before, after, Instant.now());
        }

        /** Whether the step is known to be in force or undone; false where a crash interrupted it. */
        public boolean settled() {
            return phase == Phase.DONE || phase == Phase.UNDONE;
        }
    }

    /**
     * A change that is about to be made. The fields are those of {@link Step}.
     *
     * @param fix id of the fix; empty for a hold
     */
    public record Intent(
            Kind kind, String fix, String process, Mode mode, String subject, String before, String after) {}

    private final Path folder;
    private final CrashPoint crash;
    private final KeyedRecordFile<Step> lines;
    private final Path images;
    private final AtomicFile files;
    /** Guarded by this. */
    private final Map<Long, Step> steps = new LinkedHashMap<>();

    private long last;

    public ChangeJournal(Path folder, CrashPoint crash) throws IOException {
        this.folder = folder;
        this.crash = crash;
        lines = new KeyedRecordFile<>(
                folder.resolve("journal"),
                Step.class,
                step -> Long.toString(step.no()),
                step -> step.kind() == Kind.HOLD && step.phase() == Phase.UNDONE,
                crash);
        images = folder.resolve("images");
        files = new AtomicFile(crash);
        lines.read().stream().sorted(Comparator.comparingLong(Step::no)).forEach(step -> steps.put(step.no(), step));
        last = steps.keySet().stream().mapToLong(no -> no).max().orElse(0);
    }

    /** The folder of the journal and its images. */
    public Path folder() {
        return folder;
    }

    /** The hook by which tests simulate a crash. */
    public CrashPoint crash() {
        return crash;
    }

    /** Writes an intent durably. @return the step, which the caller marks when it is done */
    public synchronized Step intend(Intent to) {
        return write(new Step(
                ++last,
                to.kind(),
                Phase.INTENT,
                to.fix(),
                to.process(),
                to.mode(),
                to.subject(),
                to.before(),
                to.after(),
                Instant.now()));
    }

    /** Writes the new phase of a step durably. */
    public synchronized Step mark(Step step, Phase phase) {
        return write(step.in(phase));
    }

    /** A hold that has ended is forgotten, because nothing asks for it again. */
    private Step write(Step step) {
        lines.put(step);
        if (step.kind() == Kind.HOLD && step.phase() == Phase.UNDONE) {
            steps.remove(step.no());
        } else {
            steps.put(step.no(), step);
        }
        return step;
    }

    /** Steps that match, oldest first. */
    public synchronized List<Step> find(Predicate<Step> wanted) {
        return steps.values().stream().filter(wanted).toList();
    }

    /** Steps in force that match, newest first: the order in which they are undone. */
    public synchronized List<Step> inForce(Predicate<Step> wanted) {
        List<Step> found = new ArrayList<>(find(s -> s.phase() == Phase.DONE && wanted.test(s)));
        Collections.reverse(found);
        return found;
    }

    /** Stores the bytes of a file durably under their SHA-256 hash and returns the hash. */
    String keep(byte[] bytes) throws IOException {
        String hash = ByteEdits.sha256(bytes);
        Path image = place(hash);
        if (!Files.exists(image)) {
            Files.createDirectories(images);
            files.put(image, bytes);
        }
        return hash;
    }

    /** The file that holds the bytes of a hash. */
    Path place(String hash) {
        return images.resolve(hash);
    }

    /** Reads the bytes of a hash. @throws UncheckedIOException if the image is missing or damaged */
    public byte[] image(String hash) {
        try {
            byte[] bytes = Files.readAllBytes(place(hash));
            if (!ByteEdits.sha256(bytes).equals(hash)) {
                throw new IOException("image " + hash + " is damaged");
            }
            return bytes;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
