package com.nae.api.evidence;

import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** Exceptions that the interpreters of running programs report. Thread-safe. */
@ProviderType
public interface RaisedExceptions {
    /**
     * Whether the program of an instance reports its exceptions: the one that runs, or the last one where none runs.
     * While this is true, a traceback in its output that no report matches is text and no fact. When this is false
     * nothing follows: the program may be written in another language, be switched off by {@code evidence.python}, have
     * been replaced by another through exec, or not have started its interpreter yet.
     */
    boolean reports(InstanceId id);

    /** Reports of an instance since an instant, oldest first; only the newest some hundred are kept. */
    List<RaisedException> since(InstanceId id, Instant from);

    /** Exceptions of the same program that were counted but not reported, because there were too many of them. */
    long dropped(InstanceId id);
}
