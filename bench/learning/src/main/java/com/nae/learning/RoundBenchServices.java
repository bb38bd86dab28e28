package com.nae.learning;

import com.nae.api.health.HealthMonitor;
import com.nae.api.history.History;
import com.nae.api.history.ResourcePoint;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.Tuning;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.function.Function;

/** The services of the round benchmark: processes that leak under a daily cycle, the model that costs most to fit. */
final class RoundBenchServices {
    private final Instant now;
    private final Random random = new Random(1);
    private final List<ProcessStatus> statuses = new ArrayList<>();

    RoundBenchServices(int processes, Instant started, Instant now) {
        this.now = now;
        for (int i = 0; i < processes; i++) {
            statuses.add(new ProcessStatus(
                    new InstanceId("p" + i, Mode.LIVE, 0),
                    ProcessState.RUNNING,
                    "",
                    started,
                    OptionalLong.of(ProcessHandle.current().pid()),
                    Optional.of(started),
                    0,
                    Optional.empty(),
                    false,
                    true,
                    Optional.empty()));
        }
    }

    List<ProcessStatus> statuses() {
        return statuses;
    }

    /** A leak under a daily cycle: memory use in bytes. */
    long memory(Instant at) {
        double t = Duration.between(now.minus(Duration.ofDays(4)), at).toSeconds();
        return (long) (1e6 * (400 + t * 0.001 + 50 * Math.sin(2 * Math.PI * t / 86400) + 4 * random.nextGaussian()));
    }

    private List<ResourcePoint> recorded(Instant since) {
        List<ResourcePoint> points = new ArrayList<>();
        for (Instant at = since;
                at.isBefore(now);
                at = at.plusSeconds(at.isBefore(now.minus(Duration.ofDays(1))) ? 60 : 30)) {
            OptionalLong memory = OptionalLong.of(memory(at));
            points.add(new ResourcePoint(
                    at,
                    Duration.ofMinutes(1),
                    OptionalDouble.of(5),
                    OptionalDouble.of(9),
                    memory,
                    memory,
                    memory,
                    OptionalLong.of(20),
                    OptionalLong.of(9),
                    OptionalDouble.of(0),
                    OptionalDouble.empty()));
        }
        return points;
    }

    ProcessManager processes() {
        Optional<ProcessDefinition> definition = Optional.of(FakeRuntime.definition("p", Mode.LIVE, 1_000_000_000));
        return answering(ProcessManager.class, name -> switch (name) {
            case "list" -> statuses;
            case "definition" -> definition;
            case "status" -> Optional.of(statuses.get(0));
            case "tuning" -> Tuning.NONE;
            default -> true;
        });
    }

    ProcessTuning tuning() {
        return answering(ProcessTuning.class, name -> Tuning.NONE);
    }

    IssueTracker issues() {
        List<Issue> all = new ArrayList<>();
        for (int i = 0; i < statuses.size(); i++) {
            all.add(new Issue(
                    "i" + i,
                    "fp" + i,
                    "p" + i,
                    Set.of(statuses.get(i).id()),
                    new Issue.Failure(
                            Family.KEY, "KeyError", "KeyError", "key" + i % 50, "missing", Optional.empty(), "python"),
                    new Issue.Occurrences(now, now, 3),
                    Issue.Status.OPEN,
                    Optional.empty(),
                    List.of(),
                    List.of()));
        }
        return answering(IssueTracker.class, name -> name.equals("list") ? all : 0.0);
    }

    HealthMonitor health() {
        return answering(HealthMonitor.class, name -> switch (name) {
            case "recent" -> List.of();
            case "interval" -> null;
            default -> Optional.empty();
        });
    }

    History history() {
        return (History) Proxy.newProxyInstance(
                RoundBenchServices.class.getClassLoader(),
                new Class<?>[] {History.class},
                (self, method, arguments) ->
                        method.getName().equals("samples") ? recorded((Instant) arguments[1]) : List.of());
    }

    private static <T> T answering(Class<T> type, Function<String, Object> answer) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, arguments) -> answer.apply(method.getName())));
    }
}
