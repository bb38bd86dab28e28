package com.nae.health;

import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Autonomy;
import com.nae.api.process.ProcessDefinition.Dependency;
import com.nae.api.process.ProcessDefinition.Healing;
import com.nae.api.process.ProcessDefinition.Identity;
import com.nae.api.process.ProcessDefinition.Limits;
import com.nae.api.process.ProcessDefinition.Log;
import com.nae.api.process.ProcessDefinition.Means;
import com.nae.api.process.ProcessDefinition.Policy;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.api.process.ProcessDefinition.Restart;
import com.nae.api.process.ProcessDefinition.Schedule;
import com.nae.api.process.ProcessDefinition.Stop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Builds process definitions for tests. */
public final class DefinitionBuilder {
    private final String name;
    private boolean critical;
    private Optional<Probe> readiness = Optional.empty();
    private Optional<Probe> liveness = Optional.empty();
    private Limits limits = new Limits(OptionalLong.empty(), Optional.empty(), Optional.empty());
    private List<Dependency> dependsOn = List.of();

    private DefinitionBuilder(String name) {
        this.name = name;
    }

    public static DefinitionBuilder of(String name) {
        return new DefinitionBuilder(name);
    }

    public static Probe probe(Means means, String target, int successes, int failures) {
        return new Probe(
                means, target, Duration.ZERO, Duration.ofSeconds(10), Duration.ofSeconds(1), successes, failures);
    }

    public DefinitionBuilder critical() {
        critical = true;
        return this;
    }

    public DefinitionBuilder ready(Probe probe) {
        readiness = Optional.of(probe);
        return this;
    }

    public DefinitionBuilder live(Probe probe) {
        liveness = Optional.of(probe);
        return this;
    }

    public DefinitionBuilder limits(long memory, double cpu, Duration silence) {
        limits = new Limits(
                memory == 0 ? OptionalLong.empty() : OptionalLong.of(memory),
                Optional.of(cpu).filter(c -> c > 0),
                Optional.of(silence).filter(s -> !s.isZero()));
        return this;
    }

    public DefinitionBuilder dependsOn(Dependency... dependencies) {
        dependsOn = List.of(dependencies);
        return this;
    }

    public ProcessDefinition build() {
        return new ProcessDefinition(
                name,
                Mode.LIVE,
                new ProcessDefinition.Execution(List.of("true"), Path.of("."), Map.of(), identity(), false),
                restart(),
                new Stop("TERM", Duration.ofSeconds(10)),
                new ProcessDefinition.Start(
                        new Schedule(Optional.empty(), Optional.empty()), dependsOn, 1, true, critical),
                new ProcessDefinition.Probes(readiness, liveness),
                limits,
                new Log(50L << 20, 10, true),
                new Healing(Autonomy.AUTO, Map.of(), List.of("."), List.of()),
                new ProcessDefinition.Evidence(false),
                List.of());
    }

    private static Identity identity() {
        return new Identity(
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static Restart restart() {
        return new Restart(
                Policy.ALWAYS,
                Set.of(0),
                Set.of(125),
                Duration.ofSeconds(1),
                3,
                Duration.ofMinutes(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
    }
}
