package com.nae.api.issue;

import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/** One trace in the making. Bounded in memory, whatever is fed to it. */
@ConsumerType
public interface TraceFolding {
    /** What a line is to an open trace. */
    enum LineRole {
        /** Belongs to it. */
        PART,
        /** Belongs to it and nothing can follow. */
        LAST,
        /** Another writer's line in between; the trace may go on after it. */
        FOREIGN,
        /** The trace was over before this line. */
        OVER
    }

    /** Takes the next line of the same writer. */
    LineRole take(String line);

    /** Whether it could end here; one that could not is waited for a little longer. */
    boolean whole();

    /** What it says so far; empty where it turned out to be no error. */
    Optional<StackTrace> trace();
}
