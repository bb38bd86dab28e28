package com.nae.learning.restart;

import com.nae.api.learning.Forecast;
import com.nae.api.learning.PreemptiveRestart;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.learning.watch.MonitoredMetric;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Restarts programs before a resource runs out: announced, in the quietest hour that is left, the sandbox first, one
 * replica after the other, within a budget, and judged by whether the floor fell. Not thread-safe.
 */
public final class RestartPlanner {
    private static final Logger LOG = LoggerFactory.getLogger(RestartPlanner.class);
    private static final double ANNOUNCED = 0.75;
    private static final Duration AHEAD = Duration.ofHours(24);
    private static final Duration LAST_MOMENT = Duration.ofMinutes(15);
    private static final int REHEARSALS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration NO_HELP = Duration.ofDays(7);
    private static final double FELL = 0.9;
    private static final int KEPT = 50;
    private final Map<InstanceId, RestartPlan> plans = new TreeMap<>();
    private final Map<InstanceId, Instant> notBefore = new HashMap<>();
    private final Deque<PreemptiveRestart> pastRestarts = new ArrayDeque<>();
    private final RestartOperations ground;
    private Options terms;

    /**
     * On what terms restarts are made.
     *
     * @param budget time between two of an instance
     * @param watch how long a restarted program runs before it is judged; a rehearsal runs for a fifth of it
     */
    public record Options(boolean on, Duration budget, Duration watch) {}

    public RestartPlanner(RestartOperations ground, Options terms) {
        this.ground = ground;
        this.terms = terms;
    }

    public void configure(Options next) {
        terms = next;
    }

    /** Takes what is foretold; plans, rehearses, restarts and judges as far as the moment allows. */
    public void advance(List<Forecast> forecasts, Instant now) {
        if (!terms.on()) {
            plans.clear();
            return;
        }
        forecasts.stream()
                .filter(f -> f.instance().isPresent()
                        && f.floor() >= ANNOUNCED * f.limit()
                        && f.earliest().isBefore(now.plus(AHEAD)))
                .forEach(f -> announce(f, now));
        plans.values()
                .removeIf(p -> p.stage == RestartPlan.Stage.PLANNED
                        && forecasts.stream()
                                .noneMatch(f -> f.instance().equals(Optional.of(p.instance))
                                        && f.resource().equals(p.resource)));
        plans.values().stream()
                .sorted(Comparator.comparing(p -> p.forecast.earliest()))
                .forEach(p -> step(p, now));
        plans.values().removeIf(p -> p.stage == RestartPlan.Stage.DONE);
    }

    /** What lies ahead, next first. */
    public List<PreemptiveRestart> announcements() {
        return plans.values().stream()
                .map(RestartPlan::announcement)
                .sorted(Comparator.comparing(PreemptiveRestart::at))
                .toList();
    }

    /** What was made, newest first. */
    public List<PreemptiveRestart> pastRestarts() {
        return List.copyOf(pastRestarts);
    }

    private void announce(Forecast f, Instant now) {
        RestartPlan plan = plans.computeIfAbsent(f.instance().orElseThrow(), id -> {
            RestartPlan next = new RestartPlan(f, quietest(id, now, f.earliest()), now);
            LOG.info("{} A restart is planned for {}", f.sentence(), next.at);
            return next;
        });
        if (plan.resource.equals(f.resource()) && plan.stage == RestartPlan.Stage.PLANNED) {
            plan.forecast = f;
            plan.at = plan.at.isAfter(f.earliest()) || plan.at.isBefore(now)
                    ? quietest(plan.instance, now, f.earliest())
                    : plan.at;
        }
    }

    /** The hour of lowest usual load before the deadline; the latest of equal ones. */
    private Instant quietest(InstanceId id, Instant now, Instant deadline) {
        Instant last = deadline.minus(LAST_MOMENT).isBefore(now) ? now : deadline.minus(LAST_MOMENT);
        Instant best = last;
        for (Instant at = last.minus(Duration.ofHours(1)); at.isAfter(now); at = at.minus(Duration.ofHours(1))) {
            best = ground.usualLoad(id, at) < 0.8 * ground.usualLoad(id, best) ? at : best;
        }
        return best;
    }

    private void step(RestartPlan p, Instant now) {
        switch (p.stage) {
            case PLANNED -> begin(p, now);
            case REHEARSING -> rehearse(p, now);
            case RESTARTING -> watch(p, now);
            case VERIFYING -> judge(p, now);
            default -> {}
        }
    }

    private void begin(RestartPlan p, Instant now) {
        Optional<String> obstacle = obstacle(p, now);
        if (obstacle.isPresent()) {
            p.state = "waiting: " + obstacle.get();
            return;
        }
        Optional<InstanceId> sandbox = p.instance.mode() == Mode.LIVE ? ground.sandboxOf(p.instance) : Optional.empty();
        if (p.instance.mode() == Mode.LIVE && sandbox.isEmpty()) {
            p.state = "waiting: no sandbox instance can show that a restart is clean";
        } else if (sandbox.isPresent() && !ground.restartedCleanly(sandbox.get())) {
            p.enter(RestartPlan.Stage.REHEARSING, "rehearsing in the sandbox", now);
            ground.restart(sandbox.get(), "rehearsal of a pre-emptive restart of " + p.instance);
        } else {
            restart(p, now);
        }
    }

    private Optional<String> obstacle(RestartPlan p, Instant now) {
        boolean urgent = p.forecast.earliest().isBefore(now.plus(LAST_MOMENT));
        if (!p.forecast.restartDue()) {
            return Optional.of("the outlook is not certain enough yet");
        }
        if (now.isBefore(notBefore.getOrDefault(p.instance, Instant.MIN))) {
            return Optional.of("its budget is spent until " + notBefore.get(p.instance));
        }
        if (now.isBefore(p.at) && !urgent) {
            return Optional.of("a quieter hour comes before the deadline");
        }
        if (plans.values().stream()
                .anyMatch(o -> o != p
                        && o.instance.process().equals(p.instance.process())
                        && o.stage != RestartPlan.Stage.PLANNED)) {
            return Optional.of("another replica is restarted first");
        }
        return ground.blocker(p.instance);
    }

    private void rehearse(RestartPlan p, Instant now) {
        InstanceId sandbox = ground.sandboxOf(p.instance).orElse(p.instance);
        if (ground.isUpSince(sandbox, p.entered)
                && now.isAfter(p.entered.plus(terms.watch().dividedBy(REHEARSALS)))) {
            if (ground.restartedCleanly(sandbox)) {
                p.enter(RestartPlan.Stage.PLANNED, "planned", now);
            } else {
                drop(p, "the restart of " + sandbox + " was not clean", now);
            }
        } else if (now.isAfter(p.entered.plus(PATIENCE))) {
            drop(p, sandbox + " did not come up again", now);
        }
    }

    private void restart(RestartPlan p, Instant now) {
        if (!ground.spendBudget(p.instance)) {
            p.state = "waiting: the budget of restarts and repairs is spent";
            return;
        }
        p.before = ground.currentValue(p.instance, p.resource);
        notBefore.put(p.instance, now.plus(terms.budget()));
        p.at = now;
        p.enter(RestartPlan.Stage.RESTARTING, "made", now);
        LOG.info("{} is restarted before its {} runs out", p.instance, p.resource);
        ground.restart(p.instance, p.announcement().reason());
        ground.appendToChangeLog(p.instance, "restarted", p.announcement().reason());
    }

    private void watch(RestartPlan p, Instant now) {
        if (ground.isUpSince(p.instance, p.entered)) {
            p.enter(RestartPlan.Stage.VERIFYING, "made", now);
        } else if (now.isAfter(p.entered.plus(PATIENCE))) {
            drop(p, "it did not come up again within " + PATIENCE.toMinutes() + " minutes", now);
        }
    }

    private void judge(RestartPlan p, Instant now) {
        if (now.isBefore(p.entered.plus(terms.watch()))) {
            return;
        }
        double after = ground.currentValue(p.instance, p.resource);
        boolean helped = after < FELL * p.before;
        if (!helped) {
            notBefore.put(p.instance, now.plus(NO_HELP));
        }
        end(
                p,
                (helped ? "helped" : "no help") + ": " + p.resource + " went from " + text(p.resource, p.before)
                        + " to " + text(p.resource, after),
                now);
        ground.appendToChangeLog(p.instance, helped ? "proven" : "failed", "pre-emptive restart: " + p.state);
    }

    private void drop(RestartPlan p, String why, Instant now) {
        LOG.warn("The pre-emptive restart of {} is dropped: {}", p.instance, why);
        notBefore.put(p.instance, now.plus(terms.budget()));
        end(p, "dropped: " + why, now);
    }

    private void end(RestartPlan p, String word, Instant now) {
        p.enter(RestartPlan.Stage.DONE, word, now);
        pastRestarts.addFirst(p.announcement());
        if (pastRestarts.size() > KEPT) {
            pastRestarts.removeLast();
        }
    }

    private static String text(String resource, double value) {
        return resource.equals("memory") ? MonitoredMetric.MEMORY.format(value) : String.valueOf(Math.round(value));
    }
}
