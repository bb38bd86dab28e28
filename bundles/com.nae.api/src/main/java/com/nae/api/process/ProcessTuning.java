package com.nae.api.process;

import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** Adjusts processes on top of their definitions. Thread-safe. */
@ProviderType
public interface ProcessTuning {
    /**
     * Sets variables on top of the definition of a process in a mode, from its next start on. They replace those set
     * before, and survive a restart of the runtime.
     */
    void overlay(String process, Mode mode, Map<String, String> environment);

    /** The variables set on top of a definition. */
    Map<String, String> overlay(String process, Mode mode);

    /**
     * Adjusts a process in a mode, in place of earlier adjustments. {@link Tuning#NONE} reverts them. They end with the
     * runtime.
     *
     * @return whether the process is defined in that mode
     */
    boolean tune(String process, Mode mode, Tuning tuning);

    /** The adjustments in force. */
    Tuning tuning(String process, Mode mode);
}
