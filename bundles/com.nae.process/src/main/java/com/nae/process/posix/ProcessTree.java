package com.nae.process.posix;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The process table at one moment, asked for the tree of a worker: every process that is in its session or process
 * group, descends from it, or carries the mark of its start in the environment. So members are found that outlived
 * their leader, left the group, or made a session of their own.
 */
public final class ProcessTree {
    /** The variable that marks everything which one start of a worker brings forth. */
    public static final String RUN_ID = "NAE_RUN";

    private final Map<Integer, Kernel.Stat> all = new HashMap<>();
    private final Map<Integer, List<Integer>> byParent = new HashMap<>();
    private final Map<Integer, List<Integer>> bySessionOrGroup = new HashMap<>();
    private final Map<String, List<Integer>> byRunId = new HashMap<>();

    private ProcessTree() {}

    /**
     * Reads the process table and the marks in the environments: once for all workers, since it is some file reads per
     * process.
     */
    public static ProcessTree read() {
        ProcessTree tree = new ProcessTree();
        int self = (int) ProcessHandle.current().pid();
        for (int pid : Kernel.pids()) {
            Kernel.stat(pid).filter(s -> !s.zombie() && s.pid() != self).ifPresent(tree::add);
        }
        Kernel.environments(RUN_ID).forEach((pid, runId) -> {
            if (tree.all.containsKey(pid)) {
                put(tree.byRunId, runId, pid);
            }
        });
        return tree;
    }

    private void add(Kernel.Stat stat) {
        all.put(stat.pid(), stat);
        put(byParent, stat.parent(), stat.pid());
        put(bySessionOrGroup, stat.session(), stat.pid());
        if (stat.group() != stat.session()) {
            put(bySessionOrGroup, stat.group(), stat.pid());
        }
    }

    private static <K> void put(Map<K, List<Integer>> index, K key, int pid) {
        index.computeIfAbsent(key, k -> new ArrayList<>()).add(pid);
    }

    /** Members of the tree of a worker, its leader first where it still lives, then by pid. */
    public List<Integer> members(int leader, String runId) {
        Set<Integer> found = new HashSet<>(byRunId.getOrDefault(runId, List.of()));
        found.addAll(bySessionOrGroup.getOrDefault(leader, List.of()));
        List<Integer> queue = new ArrayList<>(found);
        queue.add(leader);
        for (int i = 0; i < queue.size(); i++) {
            for (int child : byParent.getOrDefault(queue.get(i), List.of())) {
                if (found.add(child)) {
                    queue.add(child);
                }
            }
        }
        List<Integer> members = new ArrayList<>(found);
        members.sort(Comparator.comparing((Integer pid) -> pid != leader).thenComparing(Comparator.naturalOrder()));
        return members;
    }

    /** Processes that lead a session and carry the mark of a start, by that mark. */
    public Map<String, List<Integer>> sessionLeaders() {
        Map<String, List<Integer>> leaders = new HashMap<>();
        byRunId.forEach((runId, pids) ->
                pids.stream().filter(pid -> all.get(pid).session() == pid).forEach(pid -> put(leaders, runId, pid)));
        return leaders;
    }

    /** Dead children of a process that nobody has waited for. */
    public static List<Integer> zombiesOf(int parent) {
        List<Integer> zombies = new ArrayList<>();
        for (int pid : Kernel.pids()) {
            Kernel.stat(pid).filter(s -> s.zombie() && s.parent() == parent).ifPresent(s -> zombies.add(pid));
        }
        return zombies;
    }
}
