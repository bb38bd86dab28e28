package com.nae.process.posix;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * All processes of the machine at one moment, asked for the tree of a worker: whoever is in its session or process
 * group, descends from it, or bears the mark of its run in the environment. So a member is found which outlived its
 * leader, left the group, or made a session of its own.
 */
public final class ProcessTree {
    /** The variable that marks everything which one start of a worker has brought forth. */
    public static final String RUN = "NAE_RUN";

    private final Map<Integer, Kernel.Stat> all = new HashMap<>();
    private final Map<Integer, List<Integer>> children = new HashMap<>();
    private final Map<Integer, List<Integer>> together = new HashMap<>();
    private final Map<String, List<Integer>> marked = new HashMap<>();

    private ProcessTree() {}

    /** Reads all processes; {@code marks} says whether their environments are read too (once for all workers). */
    public static ProcessTree read(boolean marks) {
        ProcessTree tree = new ProcessTree();
        int self = (int) ProcessHandle.current().pid();
        for (int pid : Kernel.pids()) {
            Kernel.stat(pid).filter(s -> !s.zombie() && s.pid() != self).ifPresent(s -> {
                tree.all.put(pid, s);
                tree.children
                        .computeIfAbsent(s.parent(), p -> new ArrayList<>())
                        .add(pid);
                Set.copyOf(List.of(s.session(), s.group()))
                        .forEach(leader -> tree.together
                                .computeIfAbsent(leader, l -> new ArrayList<>())
                                .add(pid));
            });
        }
        if (marks) {
            Kernel.environments(RUN).forEach((pid, run) -> {
                if (tree.all.containsKey(pid)) {
                    tree.marked.computeIfAbsent(run, r -> new ArrayList<>()).add(pid);
                }
            });
        }
        return tree;
    }

    /** Members of the tree of a worker, its leader first where it still lives. */
    public List<Integer> members(int leader, String run) {
        Set<Integer> found = new HashSet<>(marked.getOrDefault(run, List.of()));
        found.addAll(together.getOrDefault(leader, List.of()));
        List<Integer> queue = new ArrayList<>(found);
        queue.add(leader);
        for (int i = 0; i < queue.size(); i++) {
            for (int child : children.getOrDefault(queue.get(i), List.of())) {
                if (found.add(child)) {
                    queue.add(child);
                }
            }
        }
        List<Integer> members = new ArrayList<>(found);
        members.sort((a, b) -> a == leader ? -1 : b == leader ? 1 : a - b);
        return members;
    }

    /** Processes that lead a session and bear the mark of a run, by that mark. */
    public Map<String, List<Integer>> leaders() {
        Map<String, List<Integer>> leaders = new HashMap<>();
        marked.forEach((run, pids) -> pids.stream()
                .filter(pid -> all.get(pid).session() == pid)
                .forEach(pid ->
                        leaders.computeIfAbsent(run, r -> new ArrayList<>()).add(pid)));
        return leaders;
    }

    /** Dead children of this process that nobody has waited for. */
    public static List<Integer> zombiesOf(int parent) {
        List<Integer> zombies = new ArrayList<>();
        for (int pid : Kernel.pids()) {
            Kernel.stat(pid).filter(s -> s.zombie() && s.parent() == parent).ifPresent(s -> zombies.add(pid));
        }
        return zombies;
    }
}
