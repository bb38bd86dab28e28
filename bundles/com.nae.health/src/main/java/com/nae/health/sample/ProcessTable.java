package com.nae.health.sample;

import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The processes of this machine. */
public interface ProcessTable {
    /** All of them at one moment, in one pass. */
    List<Row> read();

    /** One of them, where it lives. */
    Optional<Row> row(long pid);

    /** How many files a process has open; absent where this cannot be told. */
    OptionalLong openFiles(long pid);

    /** The one that fits this system. */
    static ProcessTable ofThisSystem() {
        return ProcTable.present() ? new ProcTable() : new OshiTable();
    }

    /**
     * One process.
     *
     * @param session leader of its session; 0 where not known
     * @param cpuMillis its own and, where known, that of its children who have ended
     * @param memory resident bytes
     */
    record Row(long pid, long parent, long session, long cpuMillis, long memory, long threads) {
    }
}
