package com.nae.health.sample;

import com.nae.api.health.SystemSample.Use;
import java.nio.file.Path;
import java.util.OptionalDouble;

/**
 * The machine, or the container this runtime lives in, as its system tells of it. What cannot be told is absent, not
 * zero.
 */
interface Host {
    /** Percent of all cores in use since the call before. */
    OptionalDouble cpu();

    /** How many cores may be used at once. */
    double cores();

    /** Runnable tasks, mean of a minute. */
    OptionalDouble load();

    Use memory();

    Use swap();

    /** Open files of the whole system. */
    Use files();

    /** Inodes of the disk on which a folder lies. */
    Use inodes(Path folder);

    /** The one that fits this system. */
    static Host forThisSystem() {
        return ProcfsProcessTable.present() ? new ProcfsHost(Path.of("/proc"), new Cgroup()) : new OshiHost();
    }
}
