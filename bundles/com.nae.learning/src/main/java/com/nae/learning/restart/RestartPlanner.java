package com.nae.learning.restart;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.learning.Forecast;
import com.nae.api.learning.PreemptiveRestart;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
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
 * Restarts programs before a resource runs out. Each restart is announced, rehearsed in the sandbox, made in the
 * quietest hour that is left, one replica after the other and within a budget. Its effect is measured by how much of
 * the resource is in use afterwards. Not thread-safe.
 */
public final class RestartPlanner {
    private static final Logger LOG = LoggerFactory.getLogger(RestartPlanner.class);
    /** Part of the limit that the floor must reach for a restart to be announced. */
    private static final double ANNOUNCE_LEVEL = 0.75;

    /** A restart is announced when the resource could run out within this time. */
    private static final Duration ANNOUNCE_AHEAD = Duration.ofHours(24);
    /** A restart is planned for this time before the deadline at the latest. */
    private static final Duration LAST_MOMENT = Duration.ofMinutes(15);

    private static final int REHEARSAL_DIVISOR = 5;
    /** An instance that is not up after this time has failed to restart. */
    private static final Duration START_TIMEOUT = Duration.ofMinutes(15);
    /** An instance is not restarted for this time after a restart that did not help. */
    private static final Duration PAUSE_WITHOUT_EFFECT = Duration.ofDays(7);
    /** A restart has helped if less than this part of the resource is in use afterwards. */
    private static final double EFFECTIVE_LEVEL = 0.9;

    private static final int MAX_PAST = 50;
    private final Map<InstanceId, RestartPlan> plans = new TreeMap<>();
    private final Map<InstanceId, Instant> notBefore = new HashMap<>();
    private final Deque<PreemptiveRestart> pastRestarts = new ArrayDeque<>();
    private final RestartOperations operations;
    private Options options;

    /**
     * The settings of pre-emptive restarts.
     *
     * @param on whether they are made at all
     * @param budget least time between two restarts of an instance
     * @param watch how long a restarted program runs before the effect is measured; a rehearsal runs for a fifth of it
     */
    public record Options(boolean on, Duration budget, Duration watch) {}

    public RestartPlanner(RestartOperations operations, Options options) {
        this.operations = operations;
        this.options = options;
    }

    public void configure(Options next) {
        options = next;
    }

    /** Advances all plans by the forecasts: announces, rehearses, restarts and measures the effect where it is time. */
    public void advance(List<Forecast> forecasts, Instant now) {
        if (!options.on()) {
            plans.clear();
            return;
        }
        forecasts.stream()
                .filter(f -> f.instance().isPresent()
                        && f.floor() >= ANNOUNCE_LEVEL * f.limit()
                        && f.earliest().isBefore(now.plus(ANNOUNCE_AHEAD)))
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

    /** The restarts that are planned or under way, next first. */
    public List<PreemptiveRestart> announcements() {
        return plans.values().stream()
                .map(RestartPlan::announcement)
                .sorted(Comparator.comparing(PreemptiveRestart::at))
                .toList();
    }

    /** The restarts that were made or dropped, newest first. */
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

    /**
     * The hour with the lowest usual load before the deadline; the latest of similar ones, since a later restart gives
     * away less.
     */
    private Instant quietest(InstanceId id, Instant now, Instant deadline) {
        Instant last = deadline.minus(LAST_MOMENT).isBefore(now) ? now : deadline.minus(LAST_MOMENT);
        Instant best = last;
        for (Instant at = last.minus(Duration.ofHours(1)); at.isAfter(now); at = at.minus(Duration.ofHours(1))) {
            best = operations.usualLoad(id, at) < 0.8 * operations.usualLoad(id, best) ? at : best;
        }
        return best;
    }

    private void step(RestartPlan p, Instant now) {
        switch (p.stage) {
            case PLANNED -> begin(p, now);
            case REHEARSING -> rehearse(p, now);
            case RESTARTING -> awaitStart(p, now);
            case VERIFYING -> measureEffect(p, now);
            default -> {}
        }
    }

    /** Rehearses a restart of live in the sandbox first. Without a sandbox instance live is not restarted. */
    private void begin(RestartPlan p, Instant now) {
        Optional<String> obstacle = obstacle(p, now);
        if (obstacle.isPresent()) {
            p.state = "waiting: " + obstacle.get();
            return;
        }
        Optional<InstanceId> sandbox =
                p.instance.mode() == Mode.LIVE ? operations.sandboxOf(p.instance) : Optional.empty();
        if (p.instance.mode() == Mode.LIVE && sandbox.isEmpty()) {
            p.state = "waiting: no sandbox instance to rehearse the restart in";
        } else if (sandbox.isPresent() && !operations.restartedCleanly(sandbox.get())) {
            p.enter(RestartPlan.Stage.REHEARSING, "rehearsing in the sandbox", now);
            operations.restart(sandbox.get(), "rehearsal of a pre-emptive restart of " + p.instance);
        } else {
            restart(p, now);
        }
    }

    /** Why the restart cannot be made now, if there is a reason. */
    private Optional<String> obstacle(RestartPlan p, Instant now) {
        boolean urgent = p.forecast.earliest().isBefore(now.plus(LAST_MOMENT));
        if (!p.forecast.restartDue()) {
            return Optional.of("the forecast is not certain enough yet");
        }
        if (now.isBefore(notBefore.getOrDefault(p.instance, Instant.MIN))) {
            return Optional.of("its budget is spent until " + notBefore.get(p.instance));
        }
        if (now.isBefore(p.at) && !urgent) {
            return Optional.of("there is a quieter hour before the deadline");
        }
        if (plans.values().stream()
                .anyMatch(o -> o != p
                        && o.instance.process().equals(p.instance.process())
                        && o.stage != RestartPlan.Stage.PLANNED)) {
            return Optional.of("another replica is being restarted");
        }
        return operations.blocker(p.instance);
    }

    private void rehearse(RestartPlan p, Instant now) {
        InstanceId sandbox = operations.sandboxOf(p.instance).orElse(p.instance);
        if (operations.isUpSince(sandbox, p.entered)
                && now.isAfter(p.entered.plus(options.watch().dividedBy(REHEARSAL_DIVISOR)))) {
            if (operations.restartedCleanly(sandbox)) {
                p.enter(RestartPlan.Stage.PLANNED, "planned", now);
            } else {
                drop(p, "the restart of " + sandbox + " was not clean", now);
            }
        } else if (now.isAfter(p.entered.plus(START_TIMEOUT))) {
            drop(p, sandbox + " did not start again", now);
        }
    }

    private void restart(RestartPlan p, Instant now) {
        if (!operations.spendBudget(p.instance)) {
            p.state = "waiting: the budget of restarts and repairs is spent";
            return;
        }
        p.valueBefore = operations.currentValue(p.instance, p.resource);
        notBefore.put(p.instance, now.plus(options.budget()));
        p.at = now;
        p.enter(RestartPlan.Stage.RESTARTING, "made", now);
        LOG.info("{} is restarted before its {} runs out", p.instance, p.resource);
        operations.restart(p.instance, p.announcement().reason());
        operations.appendToChangeLog(
                p.instance, ChangeEvent.RESTARTED, p.announcement().reason());
    }

    private void awaitStart(RestartPlan p, Instant now) {
        if (operations.isUpSince(p.instance, p.entered)) {
            p.enter(RestartPlan.Stage.VERIFYING, "made", now);
        } else if (now.isAfter(p.entered.plus(START_TIMEOUT))) {
            drop(p, "it did not start again within " + START_TIMEOUT.toMinutes() + " minutes", now);
        }
    }

    private void measureEffect(RestartPlan p, Instant now) {
        if (now.isBefore(p.entered.plus(options.watch()))) {
            return;
        }
        double after = operations.currentValue(p.instance, p.resource);
        boolean helped = after < EFFECTIVE_LEVEL * p.valueBefore;
        if (!helped) {
            notBefore.put(p.instance, now.plus(PAUSE_WITHOUT_EFFECT));
        }
        end(p, (helped ? "helped" : "no help") + ": " + p.change(after), now);
        operations.appendToChangeLog(
                p.instance, helped ? ChangeEvent.PROVEN : ChangeEvent.FAILED, "pre-emptive restart: " + p.state);
    }

    /** Ends a plan without success. The instance is not restarted until its budget allows it again. */
    private void drop(RestartPlan p, String why, Instant now) {
        LOG.warn("The pre-emptive restart of {} was dropped: {}", p.instance, why);
        notBefore.put(p.instance, now.plus(options.budget()));
        end(p, "dropped: " + why, now);
    }

    private void end(RestartPlan p, String word, Instant now) {
        p.enter(RestartPlan.Stage.DONE, word, now);
        pastRestarts.addFirst(p.announcement());
        if (pastRestarts.size() > MAX_PAST) {
            pastRestarts.removeLast();
        }
    }
}
