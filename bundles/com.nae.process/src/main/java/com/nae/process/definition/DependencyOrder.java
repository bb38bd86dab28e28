package com.nae.process.definition;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * A topological order: dependencies come before their dependents.
 *
 * @param names every name of the graph once; the members of a cycle in some order
 * @param cycles the members of each cycle found, along its arrows; empty where there is none
 */
public record DependencyOrder(List<String> names, List<List<String>> cycles) {
    /** @param dependencies what each name depends on; names that are no key themselves are left out */
    public static DependencyOrder sort(Map<String, ? extends Collection<String>> dependencies) {
        var walk = new Walk(new TreeMap<>(dependencies));
        dependencies.keySet().stream().sorted().forEach(walk::visit);
        return new DependencyOrder(List.copyOf(walk.done), List.copyOf(walk.cycles));
    }

    /** A depth-first walk that adds a name when everything it depends on has been added. */
    private record Walk(
            Map<String, Collection<String>> dependencies,
            Set<String> done,
            List<String> path,
            List<List<String>> cycles) {
        Walk(Map<String, Collection<String>> dependencies) {
            this(dependencies, new LinkedHashSet<>(), new ArrayList<>(), new ArrayList<>());
        }

        void visit(String name) {
            if (path.contains(name)) {
                cycles.add(List.copyOf(path.subList(path.indexOf(name), path.size())));
            } else if (!done.contains(name) && dependencies.containsKey(name)) {
                path.add(name);
                dependencies.get(name).forEach(this::visit);
                path.remove(path.size() - 1);
                done.add(name);
            }
        }
    }
}
