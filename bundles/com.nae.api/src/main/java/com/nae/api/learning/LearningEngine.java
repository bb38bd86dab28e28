package com.nae.api.learning;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What NAE has learned from errors, repairs and resource use, and what it does about it. Thread-safe; answers come from
 * memory.
 */
@ProviderType
public interface LearningEngine {
    /** Errors by common cause, most harmful first. */
    List<ErrorGroup> groups();

    /** Resources that run towards their limit, soonest first. */
    List<Forecast> forecasts();

    /** Unusual behaviour of the last day, newest first. */
    List<Anomaly> anomalies();

    /** Pre-emptive restarts that lie ahead, next first. */
    List<PreemptiveRestart> announcements();

    /** Pre-emptive restarts that were made, newest first. */
    List<PreemptiveRestart> pastRestarts();

    /** Enhancements in force and those that were withdrawn, newest first. */
    List<AppliedEnhancement> enhancements();

    /** Enhancements in force. */
    int enhancementsApplied();

    /** How well patterns have worked, best known first. */
    List<PatternRecord> records();

    /** What it knows of patterns as a JSON object, for {@link #importRecords} of another machine. */
    String exportRecords();

    /**
     * Adds what another machine knows; records that are known here already keep the larger experience.
     *
     * @return the number of records taken
     * @throws IllegalArgumentException if the text is not an export of a version that is understood; nothing is taken
     *     then
     */
    int importRecords(String json);

    /**
     * Forgets what it knows of a fingerprint, a pattern, a process, or {@code all}.
     *
     * @return the number of records forgotten
     */
    int forget(String what);
}
