package com.nae.process.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * An order in which dependencies come before their dependents.
 *
 * @param names every name of the graph once; members of a circle in some order
 * @param circles the members of each circle found, along its arrows; empty where there is none
 */
public record DependencyOrder(List<String> names, List<List<String>> circles) {
    /** @param dependencies what each name depends on; those that are no key themselves are left out */
    public static DependencyOrder sort(Map<String, ? extends Collection<String>> dependencies) {
        var walk = new Walk(new TreeMap<>(dependencies));
        dependencies.keySet().stream().sorted().forEach(walk::visit);
        return new DependencyOrder(List.copyOf(walk.done), List.copyOf(walk.circles));
    }

    /** A walk in depth that notes a name when all it depends on is noted. */
    private record Walk(
            Map<String, Collection<String>> dependencies,
            Set<String> done,
            List<String> path,
            List<List<String>> circles) {
        Walk(Map<String, Collection<String>> dependencies) {
            this(dependencies, new LinkedHashSet<>(), new ArrayList<>(), new ArrayList<>());
        }

        void visit(String name) {
            if (path.contains(name)) {
                circles.add(List.copyOf(path.subList(path.indexOf(name), path.size())));
            } else if (!done.contains(name) && dependencies.containsKey(name)) {
                path.add(name);
                dependencies.get(name).forEach(this::visit);
                path.remove(path.size() - 1);
                done.add(name);
            }
        }
    }
}
