package com.nae.api.healing;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/**
 * Takes issues through the pipeline: admit, propose, choose, try, verify, promote, observe or roll back. Thread-safe.
 */
@ProviderType
public interface HealingCoordinator {
    /** All fixes, newest first. */
    List<FixRecord> fixes();

    /** By id or a unique beginning of it. */
    Optional<FixRecord> fix(String id);

    /** Lets a fix that awaits approval go to live. @return what was done, or why not */
    Outcome approve(String id, String by);

    /**
     * Makes a fix that is suggested, or that failed, was rejected or rolled back, for the operator: with its trial and
     * its proof, and on live without asking again. @return what was done, or why not
     */
    Outcome apply(String id, String by);

    /** Refuses a fix for ever; what the sandbox has of it is taken back. */
    Outcome reject(String id, String by);

    /** Restores what the fix changed, byte for byte. */
    Outcome rollback(String id, String by);

    /** The names of the healers in force, with their bundle and version. */
    List<HealerInfo> healers();

    /**
     * @param done whether it was done
     * @param message what was done, or why not
     */
    record Outcome(boolean done, String message) {}

    /**
     * @param name of the healer
     * @param bundle symbolic name of the bundle that it comes from
     * @param version of that bundle
     * @param state whether it is asked
     */
    record HealerInfo(String name, String bundle, String version, HealerState state) {}
}
