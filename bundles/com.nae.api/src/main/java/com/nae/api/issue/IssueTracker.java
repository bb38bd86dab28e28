package com.nae.api.issue;

import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Folds output into issues, counts them and remembers them over restarts. Thread-safe. */
@ProviderType
public interface IssueTracker {
    /**
     * The longest time from the event of an exit until the issues of what the program printed before it are reported:
     * 1.5 s. Who judges an exit by its issues waits as long. Detection itself waits a tenth of it for the last output;
     * the rest is for reading and folding on a busy machine.
     */
    Duration REPORT_DELAY = Duration.ofMillis(1_500);

    /** All issues, most harmful first. */
    List<Issue> list();

    /** By id, by a unique beginning of it, or by fingerprint. */
    Optional<Issue> find(String id);

    /** Adds evidence to an issue; an unknown id is ignored. */
    void addEvidence(String id, Evidence evidence);

    /** Notes where the repair of an issue stands; an unknown id is ignored. */
    void resolve(String id, Issue.Status status, String remedy);

    /**
     * Counts a fault that no output tells of, found by somebody else: its kind in a word, in plain words what happened,
     * and lines that show it.
     */
    void report(InstanceId instance, String type, String message, List<String> evidence);

    /** Errors of an instance in the last hour, of all issues. */
    double errorsPerHour(InstanceId instance);

    /** Occurrences of one issue in the last hour. */
    double issuesPerHour(String id);

    /** What an issue has been through, oldest first: seen, sampled, repaired, seen again. */
    List<Issue.Step> history(String id);

    /** What would be found in a piece of output of a process, each with its count; nothing is counted or kept. */
    List<Issue> examine(String process, byte[] output);

    /** When the instance last wrote anything; empty where it has not since the start of the runtime. */
    Optional<Instant> lastOutput(InstanceId instance);
}
