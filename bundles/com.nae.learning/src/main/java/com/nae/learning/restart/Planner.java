package com.nae.learning.restart;

import com.nae.api.learning.Announcement;
import com.nae.api.learning.Forecast;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.learning.watch.Measure;
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
 * Restarts programs before a resource runs out: announced, in the quietest hour that is left, the sandbox first, one replica after the
 * other, within a budget, and judged by whether the floor fell. Not thread-safe.
 */
public final class Planner {
    private static final Logger LOG = LoggerFactory.getLogger(Planner.class);
    private static final double ANNOUNCED = 0.75;
    private static final Duration AHEAD = Duration.ofHours(24);
    private static final Duration LAST_MOMENT = Duration.ofMinutes(15);
    private static final int REHEARSALS = 5;
    private static final Duration PATIENCE = Duration.ofMinutes(15);
    private static final Duration NO_HELP = Duration.ofDays(7);
    private static final double FELL = 0.9;
    private static final int KEPT = 50;
    private final Map<InstanceId, Plan> plans = new TreeMap<>();
    private final Map<InstanceId, Instant> notBefore = new HashMap<>();
    private final Deque<Announcement> made = new ArrayDeque<>();
    private final Ground ground;
    private Terms terms;

    /**
     * On what terms restarts are made.
     *
     * @param budget time between two of an instance
     * @param watch how long a restarted program runs before it is judged; a rehearsal runs for a fifth of it
     */
    public record Terms(boolean on, Duration budget, Duration watch) {
    }

    public Planner(Ground ground, Terms terms) {
        this.ground = ground;
        this.terms = terms;
    }

    public void configure(Terms next) {
        terms = next;
    }

    /** Takes what is foretold; plans, rehearses, restarts and judges as far as the moment allows. */
    public void turn(List<Forecast> forecasts, Instant now) {
        if (!terms.on()) {
            plans.clear();
            return;
        }
        forecasts.stream().filter(f -> f.instance().isPresent() && f.floor() >= ANNOUNCED * f.limit() && f.earliest().isBefore(now.plus(AHEAD)))
                .forEach(f -> announce(f, now));
        plans.values().removeIf(p -> p.stage == Plan.Stage.PLANNED && forecasts.stream().noneMatch(f -> f.instance().equals(Optional.of(p.instance)) && f.resource().equals(p.resource)));
        plans.values().stream().sorted(Comparator.comparing(p -> p.forecast.earliest())).forEach(p -> step(p, now));
        plans.values().removeIf(p -> p.stage == Plan.Stage.DONE);
    }

    /** What lies ahead, next first. */
    public List<Announcement> announcements() {
        return plans.values().stream().map(Plan::announcement).sorted(Comparator.comparing(Announcement::at)).toList();
    }

    /** What was made, newest first. */
    public List<Announcement> made() {
        return List.copyOf(made);
    }

    private void announce(Forecast f, Instant now) {
        Plan plan = plans.computeIfAbsent(f.instance().orElseThrow(), id -> {
            Plan next = new Plan(f, quietest(id, now, f.earliest()), now);
            LOG.info("{} A restart is planned for {}", f.sentence(), next.at);
            return next;
        });
        if (plan.resource.equals(f.resource()) && plan.stage == Plan.Stage.PLANNED) {
            plan.forecast = f;
            plan.at = plan.at.isAfter(f.earliest()) || plan.at.isBefore(now) ? quietest(plan.instance, now, f.earliest()) : plan.at;
        }
    }

    /** The hour of lowest usual load before the deadline; the latest of equal ones. */
    private Instant quietest(InstanceId id, Instant now, Instant deadline) {
        Instant last = deadline.minus(LAST_MOMENT).isBefore(now) ? now : deadline.minus(LAST_MOMENT);
        Instant best = last;
        for (Instant at = last.minus(Duration.ofHours(1)); at.isAfter(now); at = at.minus(Duration.ofHours(1))) {
            best = ground.load(id, at) < 0.8 * ground.load(id, best) ? at : best;
        }
        return best;
    }

    private void step(Plan p, Instant now) {
        switch (p.stage) {
            case PLANNED -> begin(p, now);
            case REHEARSING -> rehearse(p, now);
            case RESTARTING -> watch(p, now);
            case VERIFYING -> judge(p, now);
            default -> { }
        }
    }

    private void begin(Plan p, Instant now) {
        Optional<String> obstacle = obstacle(p, now);
        if (obstacle.isPresent()) {
            p.state = "waiting: " + obstacle.get();
            return;
        }
        Optional<InstanceId> sandbox = p.instance.mode() == Mode.LIVE ? ground.sandboxOf(p.instance) : Optional.empty();
        if (p.instance.mode() == Mode.LIVE && sandbox.isEmpty()) {
            p.state = "waiting: no sandbox instance can show that a restart is clean";
        } else if (sandbox.isPresent() && !ground.restartedCleanly(sandbox.get())) {
            p.enter(Plan.Stage.REHEARSING, "rehearsing in the sandbox", now);
            ground.restart(sandbox.get(), "rehearsal of a pre-emptive restart of " + p.instance);
        } else {
            restart(p, now);
        }
    }

    private Optional<String> obstacle(Plan p, Instant now) {
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
        if (plans.values().stream().anyMatch(o -> o != p && o.instance.process().equals(p.instance.process()) && o.stage != Plan.Stage.PLANNED)) {
            return Optional.of("another replica is restarted first");
        }
        return ground.objection(p.instance);
    }

    private void rehearse(Plan p, Instant now) {
        InstanceId sandbox = ground.sandboxOf(p.instance).orElse(p.instance);
        if (ground.up(sandbox, p.entered) && now.isAfter(p.entered.plus(terms.watch().dividedBy(REHEARSALS)))) {
            if (ground.restartedCleanly(sandbox)) {
                p.enter(Plan.Stage.PLANNED, "planned", now);
            } else {
                drop(p, "the restart of " + sandbox + " was not clean", now);
            }
        } else if (now.isAfter(p.entered.plus(PATIENCE))) {
            drop(p, sandbox + " did not come up again", now);
        }
    }

    private void restart(Plan p, Instant now) {
        if (!ground.spend(p.instance)) {
            p.state = "waiting: the budget of restarts and repairs is spent";
            return;
        }
        p.before = ground.value(p.instance, p.resource);
        notBefore.put(p.instance, now.plus(terms.budget()));
        p.at = now;
        p.enter(Plan.Stage.RESTARTING, "made", now);
        LOG.info("{} is restarted before its {} runs out", p.instance, p.resource);
        ground.restart(p.instance, p.announcement().reason());
        ground.record(p.instance, "restarted", p.announcement().reason());
    }

    private void watch(Plan p, Instant now) {
        if (ground.up(p.instance, p.entered)) {
            p.enter(Plan.Stage.VERIFYING, "made", now);
        } else if (now.isAfter(p.entered.plus(PATIENCE))) {
            drop(p, "it did not come up again within " + PATIENCE.toMinutes() + " minutes", now);
        }
    }

    private void judge(Plan p, Instant now) {
        if (now.isBefore(p.entered.plus(terms.watch()))) {
            return;
        }
        double after = ground.value(p.instance, p.resource);
        boolean helped = after < FELL * p.before;
        if (!helped) {
            notBefore.put(p.instance, now.plus(NO_HELP));
        }
        end(p, (helped ? "helped" : "no help") + ": " + p.resource + " went from " + text(p.resource, p.before) + " to " + text(p.resource, after), now);
        ground.record(p.instance, helped ? "proven" : "failed", "pre-emptive restart: " + p.state);
    }

    private void drop(Plan p, String why, Instant now) {
        LOG.warn("The pre-emptive restart of {} is dropped: {}", p.instance, why);
        notBefore.put(p.instance, now.plus(terms.budget()));
        end(p, "dropped: " + why, now);
    }

    private void end(Plan p, String word, Instant now) {
        p.enter(Plan.Stage.DONE, word, now);
        made.addFirst(p.announcement());
        if (made.size() > KEPT) {
            made.removeLast();
        }
    }

    private static String text(String resource, double value) {
        return resource.equals("memory") ? Measure.MEMORY.text(value) : String.valueOf(Math.round(value));
    }
}
