package com.nae.api.process;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * What is set on top of the definitions: variables that a repair sets, and adjustments that were learned. Thread-safe.
 */
@ProviderType
public interface ProcessTuning {
    /**
     * Sets variables on top of the definition for a process in a mode, in place of an earlier overlay. They take effect
     * with the next start and survive restarts of the runtime; an empty map removes the overlay.
     *
     * @throws java.io.UncheckedIOException if the overlay cannot be kept on disk
     */
    void overlay(String process, Mode mode, Map<String, String> environment);

    /** The variables set on top of the definition; empty where there are none. */
    Map<String, String> overlay(String process, Mode mode);

    /**
     * Adjusts a process in a mode, in place of earlier adjustments; {@link Tuning#NONE} takes them back. They end with
     * the runtime.
     *
     * @return whether the process runs in that mode and can be adjusted
     */
    boolean tune(String process, Mode mode, Tuning tuning);

    /** The adjustments in force. */
    Tuning tuning(String process, Mode mode);
}
