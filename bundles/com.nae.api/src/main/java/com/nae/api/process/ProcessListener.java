package com.nae.api.process;

import org.osgi.annotation.versioning.ConsumerType;

/** Hears of changes of state, in order, on the supervisor's thread: return at once. A whiteboard service. */
@ConsumerType
public interface ProcessListener {
    void changed(ProcessEvent event);

    /** A definition was added, changed or removed. */
    default void definitionChanged(String process) {}
}
