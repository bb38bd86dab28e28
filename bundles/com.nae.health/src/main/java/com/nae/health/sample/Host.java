package com.nae.health.sample;

import com.nae.api.health.SystemSample.Use;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * The machine, or the container in which this runtime lives. A value that the system does not provide is absent, not
 * zero.
 */
interface Host {
    /** Percent of all cores in use since the previous call. */
    OptionalDouble cpu();

    /** The number of cores that may be used. */
    double cores();

    /** Runnable tasks, the average of one minute. */
    OptionalDouble load();

    Use memory();

    Use swap();

    /** Open files of the whole system. */
    Use files();

    /** Inodes of the disk that holds a folder. */
    Use inodes(Path folder);

    /** The implementation for this system. */
    static Host forThisSystem() {
        return ProcfsProcessTable.present() ? new ProcfsHost(Path.of("/proc"), new Cgroup()) : new OshiHost();
    }
}
