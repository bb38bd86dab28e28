package com.nae.health.sample;

import com.nae.health.sample.ProcessTable.Row;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The process table arranged as trees. The tree of a leader holds its descendants and the members of its session, which
 * may have lost their parent.
 */
final class ProcessTreeIndex {
    private final Map<Long, Row> rows = new HashMap<>();
    private final Map<Long, List<Row>> children = new HashMap<>();
    private final Map<Long, List<Row>> sessions = new HashMap<>();

    ProcessTreeIndex(List<Row> table) {
        for (Row row : table) {
            rows.put(row.pid(), row);
            children.computeIfAbsent(row.parent(), p -> new ArrayList<>(2)).add(row);
            if (row.session() > 0 && row.session() != row.pid()) {
                sessions.computeIfAbsent(row.session(), s -> new ArrayList<>(2)).add(row);
            }
        }
    }

    /** The tree of a leader, the leader first; empty if it does not exist. */
    List<Row> tree(long leader) {
        Map<Long, Row> members = new LinkedHashMap<>();
        Deque<Row> next = new ArrayDeque<>();
        if (rows.containsKey(leader)) {
            next.add(rows.get(leader));
            next.addAll(sessions.getOrDefault(leader, List.of()));
        }
        while (!next.isEmpty()) {
            Row row = next.poll();
            if (members.put(row.pid(), row) == null) {
                next.addAll(children.getOrDefault(row.pid(), List.of()));
            }
        }
        return List.copyOf(members.values());
    }
}
