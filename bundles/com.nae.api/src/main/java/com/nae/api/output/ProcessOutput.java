package com.nae.api.output;

import com.nae.api.process.InstanceId;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Reads the captured output of instances. Thread-safe. */
@ProviderType
public interface ProcessOutput {
    /**
     * Reads the captured output from a position on.
     *
     * @throws java.util.NoSuchElementException if there is no such instance
     */
    LogReader log(InstanceId id, LogPosition from);

    /**
     * Reads the captured output, beginning with about the last {@code lines} lines.
     *
     * @throws java.util.NoSuchElementException if there is no such instance
     */
    LogReader tail(InstanceId id, int lines);

    /** Where the output of the running (or last) program begins; empty where it is not known. */
    Optional<LogPosition> logStart(InstanceId id);

    /** Bytes of output that had to be dropped, on a disk that stayed full, since the start of the runtime. */
    long droppedBytes();
}
