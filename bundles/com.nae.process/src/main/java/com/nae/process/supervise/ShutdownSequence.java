package com.nae.process.supervise;

import com.nae.api.process.ProcessDefinition;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** The stop of every instance, dependents before what they depend on. Begun on the supervisor's thread. */
final class ShutdownSequence {
    private final InstanceRegistry roster;

    ShutdownSequence(InstanceRegistry roster) {
        this.roster = roster;
    }

    /** Complete when all are down. */
    CompletableFuture<Void> stopAll() {
        return wave(new ArrayList<>(roster.definitions.keySet()));
    }

    /** Stops those on whom none of the others depends, then the rest. */
    private CompletableFuture<Void> wave(List<String> left) {
        if (left.isEmpty()) {
            return CompletableFuture.completedFuture(null);
        }
        Set<String> needed = left.stream()
                .flatMap(n -> roster.definitions.get(n).byMode().values().stream())
                .flatMap(d -> d.dependsOn().stream())
                .map(ProcessDefinition.Dependency::process)
                .collect(Collectors.toSet());
        List<String> now = left.stream().filter(n -> !needed.contains(n)).toList();
        List<String> names = now.isEmpty() ? left : now;
        CompletableFuture<?>[] stops = roster.all().stream()
                .filter(i -> names.contains(i.id.process()))
                .map(i -> {
                    i.stop("the runtime stops");
                    return i.settled();
                })
                .toArray(CompletableFuture[]::new);
        List<String> rest = left.stream().filter(n -> !names.contains(n)).toList();
        return CompletableFuture.allOf(stops).thenCompose(x -> wave(rest));
    }
}
