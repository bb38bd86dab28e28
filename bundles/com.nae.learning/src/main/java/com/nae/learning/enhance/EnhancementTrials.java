package com.nae.learning.enhance;

import com.nae.api.learning.AppliedEnhancement;
import com.nae.api.learning.Enhancement;
import com.nae.api.learning.Enhancement.Proposal;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Applies what enhancements propose, measures the effect, and withdraws what shows none. Not thread-safe. */
public final class EnhancementTrials {
    private static final Logger LOG = LoggerFactory.getLogger(EnhancementTrials.class);
    /** An enhancement without effect, or one that failed, is not tried on the same instance for so long. */
    private static final Duration PAUSE = Duration.ofDays(1);

    private static final int MAX_ENDED = 200;
    private final Map<Key, ActiveEnhancement> active = new HashMap<>();
    private final Map<Key, Instant> pausedUntil = new HashMap<>();
    private final Deque<AppliedEnhancement> ended = new ArrayDeque<>();
    private final Consumer<AppliedEnhancement> listener;

    private record Key(String enhancement, InstanceId instance) {}

    /** An enhancement in force, with the figure that was measured before it. */
    private record ActiveEnhancement(Enhancement by, AppliedEnhancement applied, double before) {
        Proposal proposal() {
            return applied.proposal();
        }

        /** Whether its effect is not measured yet, and it has been in force for long enough. */
        boolean isMeasurable(Instant now) {
            return applied.effect().isEmpty()
                    && now.isAfter(applied.at().plus(proposal().judged()));
        }
    }

    /** @param listener is called for each enhancement that was made, measured or withdrawn */
    public EnhancementTrials(Consumer<AppliedEnhancement> listener) {
        this.listener = listener;
    }

    /** Lets every enhancement evaluate an instance. One that fails is skipped for a day. */
    public void evaluate(List<Enhancement> enhancements, InstanceProfile profile) {
        for (Enhancement e : enhancements) {
            Key key = new Key(e.name(), profile.status().id());
            try {
                evaluateOne(key, e, profile);
            } catch (RuntimeException | LinkageError failure) {
                LOG.warn(
                        "Enhancement {} failed for {} and is skipped for a day: {}",
                        e.name(),
                        key.instance(),
                        failure.toString());
                pausedUntil.put(key, profile.at().plus(PAUSE));
            }
        }
    }

    /** Withdraws what a removed enhancement has applied. */
    public void enhancementRemoved(Enhancement enhancement, Instant now) {
        withdraw((key, current) -> current.by() == enhancement, "its bundle was removed", now);
    }

    /** Withdraws what was applied to instances that no longer exist. */
    public void retain(Set<InstanceId> present, Instant now) {
        withdraw((key, current) -> !present.contains(key.instance()), "its program is gone", now);
        pausedUntil.keySet().removeIf(key -> !present.contains(key.instance()));
    }

    /** Withdraws all that is in force, since nothing measures its effect any more. */
    public void withdrawAll(Instant now) {
        withdraw((key, current) -> true, "learning was stopped", now);
    }

    /** All enhancements in force and the latest withdrawn ones, newest first. */
    public List<AppliedEnhancement> all() {
        return Stream.concat(active.values().stream().map(ActiveEnhancement::applied), ended.stream())
                .sorted((a, b) -> b.at().compareTo(a.at()))
                .toList();
    }

    /** Measures an enhancement in force, withdraws or replaces it, or applies a new one. */
    private void evaluateOne(Key key, Enhancement e, InstanceProfile profile) {
        ActiveEnhancement current = active.get(key);
        if (current != null && current.isMeasurable(profile.at())) {
            current = measure(key, current, profile);
        }
        if (profile.at().isBefore(pausedUntil.getOrDefault(key, Instant.MIN))) {
            return;
        }
        Optional<Proposal> next = e.propose(profile);
        if (current != null && next.isEmpty()) {
            withdraw(key, current, "no longer needed", profile.at());
        }
        if (current != null
                && next.isPresent()
                && !current.proposal().to().equals(next.get().to())) {
            withdraw(key, current, "replaced: " + next.get().reason(), profile.at());
            current = null;
        }
        if (current == null && next.isPresent()) {
            apply(key, e, next.get(), profile);
        }
    }

    private void apply(Key key, Enhancement e, Proposal proposal, InstanceProfile profile) {
        double before = e.figure(proposal, profile).orElse(Double.NaN);
        if (!e.apply(proposal)) {
            pausedUntil.put(key, profile.at().plus(PAUSE));
            return;
        }
        AppliedEnhancement applied =
                new AppliedEnhancement(e.name(), proposal, profile.at(), Optional.empty(), Optional.empty());
        active.put(key, new ActiveEnhancement(e, applied, before));
        LOG.info(
                "{}: {} from {} to {}: {}",
                key.instance(),
                proposal.setting(),
                proposal.from(),
                proposal.to(),
                proposal.reason());
        listener.accept(applied);
    }

    /** Measures the effect of an enhancement. Returns the enhancement if it stays, or null if it was withdrawn. */
    private ActiveEnhancement measure(Key key, ActiveEnhancement t, InstanceProfile profile) {
        Optional<Double> after = t.by().figure(t.proposal(), profile);
        if (after.isEmpty() || Double.isNaN(t.before())) {
            withdraw(key, t, "its effect could not be measured", profile.at());
        } else if (!t.by().worthwhile(t.before(), after.get())) {
            withdraw(key, t, "no effect: " + figures(t.before(), after.get()), profile.at());
        } else {
            AppliedEnhancement a = t.applied();
            ActiveEnhancement measured = new ActiveEnhancement(
                    t.by(),
                    new AppliedEnhancement(
                            a.enhancement(),
                            a.proposal(),
                            a.at(),
                            Optional.of(figures(t.before(), after.get())),
                            a.withdrawn()),
                    t.before());
            active.put(key, measured);
            listener.accept(measured.applied());
            return measured;
        }
        pausedUntil.put(key, profile.at().plus(PAUSE));
        return null;
    }

    private void withdraw(BiPredicate<Key, ActiveEnhancement> which, String reason, Instant now) {
        Map.copyOf(active).forEach((key, current) -> {
            if (which.test(key, current)) {
                withdraw(key, current, reason, now);
            }
        });
    }

    private void withdraw(Key key, ActiveEnhancement t, String reason, Instant now) {
        active.remove(key);
        try {
            t.by().withdraw(t.proposal());
        } catch (RuntimeException | LinkageError failure) {
            LOG.warn(
                    "Enhancement {} could not withdraw the {} of {}: {}",
                    key.enhancement(),
                    t.proposal().setting(),
                    key.instance(),
                    failure.toString());
        }
        AppliedEnhancement a = t.applied();
        AppliedEnhancement end =
                new AppliedEnhancement(a.enhancement(), a.proposal(), a.at(), a.effect(), Optional.of(reason));
        ended.addFirst(end);
        if (ended.size() > MAX_ENDED) {
            ended.removeLast();
        }
        LOG.info(
                "{}: {} is {} again: {}",
                key.instance(),
                a.proposal().setting(),
                a.proposal().from(),
                reason);
        listener.accept(end);
    }

    private static String figures(double before, double after) {
        return String.format(Locale.ROOT, "from %.3g to %.3g", before, after);
    }
}
