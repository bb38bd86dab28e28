package com.nae.health.sample;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The processes of this machine. */
public interface ProcessTable {
    /**
     * Reads all processes in one pass. Processes passed to {@link #skipUnrelated} may be left out for some passes.
     *
     * @param leaders of the trees that the caller needs; these are never left out
     */
    List<Row> read(Set<Long> leaders);

    /** Names processes that belong to no tree that the caller needs, so that the next passes need not read them. */
    default void skipUnrelated(Set<Long> pids) {}

    /** One process; empty if it does not exist. */
    Optional<Row> row(long pid);

    /** The number of files that a process has open; absent if it is not known. */
    OptionalLong openFiles(long pid);

    /** The implementation for this system. */
    static ProcessTable forThisSystem() {
        return ProcfsProcessTable.present() ? new ProcfsProcessTable() : new OshiProcessTable();
    }

    /**
     * One process.
     *
     * @param session pid of its session's leader; 0 if not known
     * @param cpuMillis CPU time of its own and, if known, of its ended children
     * @param memory resident set size in bytes
     */
    record Row(long pid, long parent, long session, long cpuMillis, long memory, long threads) {}
}
