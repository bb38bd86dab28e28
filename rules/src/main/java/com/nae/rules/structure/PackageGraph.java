package com.nae.rules.structure;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Which package of a module uses which other one. */
final class PackageGraph {
    private final Map<String, Set<String>> uses = new TreeMap<>();

    void add(String from, String to) {
        if (!from.equals(to)) {
            uses.computeIfAbsent(from, any -> new TreeSet<>()).add(to);
        }
    }

    /** The groups of packages that use each other in a circle; empty where there is none. */
    List<Set<String>> circles() {
        return uses.keySet().stream()
                .map(this::circle)
                .filter(circle -> !circle.isEmpty())
                .distinct()
                .toList();
    }

    /** The packages that a package reaches and is reached from, itself included; empty where it is in no circle. */
    private Set<String> circle(String name) {
        Set<String> circle = new TreeSet<>(reached(name));
        circle.removeIf(other -> !reached(other).contains(name));
        return circle;
    }

    private Set<String> reached(String from) {
        Set<String> seen = new TreeSet<>();
        Deque<String> open = new ArrayDeque<>(uses.getOrDefault(from, Set.of()));
        while (!open.isEmpty()) {
            String next = open.pop();
            if (seen.add(next)) {
                open.addAll(uses.getOrDefault(next, Set.of()));
            }
        }
        return seen;
    }
}
