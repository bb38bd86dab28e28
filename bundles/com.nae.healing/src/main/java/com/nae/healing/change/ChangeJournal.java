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

/** The write-ahead journal: every change is written before it is made, with all that undoing it takes. Thread-safe. */
public final class ChangeJournal {
    /** What kind of thing a step changes. */
    public enum Kind {
        EDIT,
        ENVIRONMENT,
        COMMAND,
        HOLD
    }

    /** How far a step is: an intent may or may not have been carried out. */
    public enum Phase {
        INTENT,
        DONE,
        UNDOING,
        UNDONE
    }

    /**
     * One change of one thing.
     *
     * @param no number of the step, rising
     * @param subject an absolute path, a variable, a command line or an instance
     * @param before what was there: a hash, a value, empty where there was none
     * @param after what is there when it is done
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

        public boolean settled() {
            return phase == Phase.DONE || phase == Phase.UNDONE;
        }
    }

    /**
     * What is about to be done; the fields are those of {@link Step}.
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

    /** Where the journal and its images lie. */
    public Path folder() {
        return folder;
    }

    /** Where tests stop the runtime. */
    public CrashPoint crash() {
        return crash;
    }

    /** Writes an intent, durably. @return the step, to be marked when it is done */
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

    /** Writes how far a step is, durably. */
    public synchronized Step mark(Step step, Phase phase) {
        return write(step.in(phase));
    }

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

    /** Keeps the bytes of a file under their hash, durably; returns the hash. */
    String keep(byte[] bytes) throws IOException {
        String hash = ByteEdits.sha256(bytes);
        Path image = place(hash);
        if (!Files.exists(image)) {
            Files.createDirectories(images);
            files.put(image, bytes);
        }
        return hash;
    }

    /** Where the bytes of a hash are kept. */
    Path place(String hash) {
        return images.resolve(hash);
    }

    /** The bytes kept under a hash. */
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
