package com.nae.health.sample;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

/** The processes of this machine. */
public interface ProcessTable {
    /**
     * All of them at one moment, in one pass; those named as strangers may be left out for some passes, a leader never
     * is.
     *
     * @param leaders whose trees are asked for
     */
    List<Row> read(Set<Long> leaders);

    /** Names processes that belong to no tree that was asked for: reading them again soon would be for nothing. */
    default void skipUnrelated(Set<Long> pids) {}

    /** One of them, where it lives. */
    Optional<Row> row(long pid);

    /** How many files a process has open; absent where this cannot be told. */
    OptionalLong openFiles(long pid);

    /** The one that fits this system. */
    static ProcessTable forThisSystem() {
        return ProcfsProcessTable.present() ? new ProcfsProcessTable() : new OshiProcessTable();
    }

    /**
     * One process.
     *
     * @param session leader of its session; 0 where not known
     * @param cpuMillis its own and, where known, that of its children who have ended
     * @param memory resident bytes
     */
    record Row(long pid, long parent, long session, long cpuMillis, long memory, long threads) {}
}
