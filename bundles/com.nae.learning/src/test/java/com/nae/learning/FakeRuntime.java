package com.nae.learning;

import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.Tuning;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** Stand-ins for the services and data that learning uses. */
public final class FakeRuntime {
    private FakeRuntime() {}

    /** An interface that answers the named methods with fixed values; all others are an error. */
    public static <T> T answering(Class<T> type, Map<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(), new Class<?>[] {type}, (self, method, arguments) -> {
                    switch (method.getName()) {
                        case "hashCode":
                            return 1;
                        case "equals":
                            return self == arguments[0];
                        case "toString":
                            return type.getSimpleName();
                        default:
                            break;
                    }
                    if (!answers.containsKey(method.getName())) {
                        throw new UnsupportedOperationException(method.getName());
                    }
                    return answers.get(method.getName());
                }));
    }

    /** A process manager that keeps the last tuning. */
    public static final class Tuned {
        private Tuning tuning = Tuning.NONE;
        private List<ProcessStatus> running = List.of();
        private final ProcessManager manager = (ProcessManager) Proxy.newProxyInstance(
                Tuned.class.getClassLoader(),
                new Class<?>[] {ProcessManager.class, ProcessTuning.class},
                (self, method, arguments) -> {
                    if (method.getName().equals("list")) {
                        return running;
                    }
                    if (method.getName().equals("tune")) {
                        tuning = (Tuning) arguments[2];
                        return true;
                    }
                    return tuning;
                });

        public ProcessManager manager() {
            return manager;
        }

        public ProcessTuning adjustments() {
            return (ProcessTuning) manager;
        }

        public Tuning tuning() {
            return tuning;
        }

        public void setRunning(List<ProcessStatus> those) {
            running = those;
        }
    }

    public static ProcessStatus running(InstanceId id, Instant since) {
        return new ProcessStatus(
                id,
                ProcessState.RUNNING,
                "",
                since,
                OptionalLong.of(42),
                Optional.of(since),
                0,
                Optional.empty(),
                false,
                true,
                Optional.empty());
    }

    public static ProcessDefinition definition(String name, Mode mode) {
        return definition(name, mode, 1000);
    }

    /** The definition of a process that has the defaults but for its limit of memory, in bytes. */
    public static ProcessDefinition definition(String name, Mode mode, long memoryLimit) {
        return new ProcessDefinition(
                name,
                mode,
                new ProcessDefinition.Execution(List.of("true"), Path.of("/nowhere"), Map.of(), identity(), false),
                restart(),
                new ProcessDefinition.Stop("TERM", Duration.ofSeconds(10)),
                new ProcessDefinition.Start(
                        new ProcessDefinition.Schedule(Optional.empty(), Optional.empty()), List.of(), 1, true, false),
                new ProcessDefinition.Probes(Optional.empty(), Optional.empty()),
                new ProcessDefinition.Limits(OptionalLong.of(memoryLimit), Optional.empty(), Optional.empty()),
                new ProcessDefinition.Log(50 << 20, 10, true),
                new ProcessDefinition.Healing(ProcessDefinition.Autonomy.AUTO, Map.of(), List.of("."), List.of()),
                new ProcessDefinition.Evidence(false),
                List.of());
    }

    private static ProcessDefinition.Identity identity() {
        return new ProcessDefinition.Identity(
                Optional.empty(),
                OptionalInt.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                OptionalLong.empty(),
                OptionalLong.empty());
    }

    private static ProcessDefinition.Restart restart() {
        return new ProcessDefinition.Restart(
                ProcessDefinition.Policy.ALWAYS,
                Set.of(0),
                Set.of(125),
                Duration.ofSeconds(1),
                3,
                Duration.ofMinutes(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
    }

    /** An open issue of an instance that occurred once. */
    public static Issue issue(InstanceId instance, Instant firstSeen, Instant lastSeen) {
        return new Issue(
                "i-" + firstSeen,
                "fp",
                instance.process(),
                Set.of(instance),
                new Issue.Failure(Family.OTHER, "ValueError", "ValueError", "", "broken", Optional.empty(), "python"),
                new Issue.Occurrences(firstSeen, lastSeen, 1),
                Issue.Status.OPEN,
                Optional.empty(),
                List.of(),
                List.of());
    }

    /** The state of an instance whose program was started at some time. */
    public static ProcessStatus status(InstanceId id, ProcessState state, Instant started) {
        return new ProcessStatus(
                id,
                state,
                "",
                started,
                OptionalLong.of(7),
                Optional.of(started),
                0,
                Optional.empty(),
                false,
                state == ProcessState.RUNNING,
                Optional.empty());
    }

    /** The same definition with one dependency. */
    public static ProcessDefinition dependingOn(String process, ProcessDefinition d) {
        return new ProcessDefinition(
                d.name(),
                d.mode(),
                new ProcessDefinition.Execution(
                        d.command(), d.directory(), d.environment(), d.identity(), d.sdNotify()),
                d.restart(),
                d.stop(),
                new ProcessDefinition.Start(
                        d.schedule(),
                        List.of(new ProcessDefinition.Dependency(process, ProcessDefinition.Condition.values()[0])),
                        d.replicas(),
                        d.autostart(),
                        d.critical()),
                new ProcessDefinition.Probes(d.readiness(), d.liveness()),
                d.limits(),
                d.log(),
                d.healing(),
                d.evidence(),
                d.watch());
    }

    /** The profile of a stable instance that is sampled every 30 s. */
    public static InstanceProfile stable(InstanceId id, Instant at) {
        return new InstanceProfile(
                running(id, at.minus(Duration.ofDays(2))),
                definition(id.process(), id.mode()),
                Map.of(),
                Optional.empty(),
                0,
                0.1,
                0.3,
                0.2,
                Optional.of(Duration.ofSeconds(30)),
                at);
    }
}
