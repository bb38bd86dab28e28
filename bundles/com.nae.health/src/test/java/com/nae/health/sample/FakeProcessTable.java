package com.nae.health.sample;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** A process table filled by tests. */
public final class FakeProcessTable implements ProcessTable {
    private final Map<Long, Row> rows = new TreeMap<>();

    public void put(long pid, long parent, long memory, long cpuMillis) {
        put(new Row(pid, parent, pid, cpuMillis, memory, 1));
    }

    void put(Row row) {
        rows.put(row.pid(), row);
    }

    void remove(long pid) {
        rows.remove(pid);
    }

    @Override
    public List<Row> read(Set<Long> leaders) {
        return List.copyOf(rows.values());
    }

    @Override
    public Optional<Row> row(long pid) {
        return Optional.ofNullable(rows.get(pid));
    }

    @Override
    public OptionalLong openFiles(long pid) {
        return OptionalLong.of(3);
    }
}
