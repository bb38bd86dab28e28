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

/** Makes what enhancements propose, measures its effect, and takes back what shows none. Not thread-safe. */
public final class EnhancementTrials {
    private static final Logger LOG = LoggerFactory.getLogger(EnhancementTrials.class);
    private static final Duration REST = Duration.ofDays(1);
    private static final int KEPT = 200;
    private final Map<Key, ActiveEnhancement> trials = new HashMap<>();
    private final Map<Key, Instant> resting = new HashMap<>();
    private final Deque<AppliedEnhancement> ended = new ArrayDeque<>();
    private final Consumer<AppliedEnhancement> told;

    private record Key(String enhancement, InstanceId instance) {}

    /** An enhancement in force, with the figure before it. */
    private record ActiveEnhancement(Enhancement by, AppliedEnhancement applied, double before) {}

    /** @param told hears of each enhancement that was made, measured or withdrawn */
    public EnhancementTrials(Consumer<AppliedEnhancement> told) {
        this.told = told;
    }

    /** Lets every enhancement look at an instance. */
    public void evaluate(List<Enhancement> enhancements, InstanceProfile observed) {
        for (Enhancement e : enhancements) {
            Key key = new Key(e.name(), observed.status().id());
            try {
                look(key, e, observed);
            } catch (RuntimeException | LinkageError broken) {
                LOG.warn(
                        "Enhancement {} failed for {} and is passed over: {}",
                        e.name(),
                        key.instance(),
                        broken.toString());
                resting.put(key, observed.at().plus(REST));
            }
        }
    }

    /** Takes back what an enhancement that goes away has made. */
    public void enhancementRemoved(Enhancement enhancement, Instant now) {
        withdraw((key, trial) -> trial.by() == enhancement, "its bundle went away", now);
    }

    /** Takes back what was made for instances that are gone. */
    public void retain(Set<InstanceId> present, Instant now) {
        withdraw((key, trial) -> !present.contains(key.instance()), "its program is gone", now);
        resting.keySet().removeIf(key -> !present.contains(key.instance()));
    }

    /** Takes back all that is in force: nobody will measure it any more. */
    public void withdrawAll(Instant now) {
        withdraw((key, trial) -> true, "learning ends", now);
    }

    /** Newest first. */
    public List<AppliedEnhancement> all() {
        return Stream.concat(trials.values().stream().map(ActiveEnhancement::applied), ended.stream())
                .sorted((a, b) -> b.at().compareTo(a.at()))
                .toList();
    }

    private void look(Key key, Enhancement e, InstanceProfile observed) {
        ActiveEnhancement trial = trials.get(key);
        if (trial != null
                && trial.applied().effect().isEmpty()
                && observed.at()
                        .isAfter(trial.applied()
                                .at()
                                .plus(trial.applied().proposal().judged()))) {
            trial = judge(key, trial, observed);
        }
        if (observed.at().isBefore(resting.getOrDefault(key, Instant.MIN))) {
            return;
        }
        Optional<Proposal> next = e.propose(observed);
        if (trial != null
                && next.isPresent()
                && !next.get().to().equals(trial.applied().proposal().to())) {
            withdraw(key, trial, "replaced: " + next.get().reason(), observed.at());
            trial = null;
        }
        if (trial != null && next.isEmpty()) {
            withdraw(key, trial, "no longer called for", observed.at());
        }
        if (trial == null && next.isPresent()) {
            make(key, e, next.get(), observed);
        }
    }

    private void make(Key key, Enhancement e, Proposal proposal, InstanceProfile observed) {
        double before = e.figure(proposal, observed).orElse(Double.NaN);
        if (!e.apply(proposal)) {
            resting.put(key, observed.at().plus(REST));
            return;
        }
        AppliedEnhancement applied =
                new AppliedEnhancement(e.name(), proposal, observed.at(), Optional.empty(), Optional.empty());
        trials.put(key, new ActiveEnhancement(e, applied, before));
        LOG.info(
                "{}: {} from {} to {}: {}",
                key.instance(),
                proposal.setting(),
                proposal.from(),
                proposal.to(),
                proposal.reason());
        told.accept(applied);
    }

    /** What is left of a trial after its effect was measured: nothing where there was none. */
    private ActiveEnhancement judge(Key key, ActiveEnhancement t, InstanceProfile observed) {
        Optional<Double> after = t.by().figure(t.applied().proposal(), observed);
        if (after.isEmpty() || Double.isNaN(t.before())) {
            withdraw(key, t, "its effect could not be measured", observed.at());
        } else if (!t.by().worthwhile(t.before(), after.get())) {
            withdraw(key, t, "no effect: " + figures(t.before(), after.get()), observed.at());
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
            trials.put(key, measured);
            told.accept(measured.applied());
            return measured;
        }
        resting.put(key, observed.at().plus(REST));
        return null;
    }

    private void withdraw(BiPredicate<Key, ActiveEnhancement> which, String why, Instant now) {
        Map.copyOf(trials).forEach((key, trial) -> {
            if (which.test(key, trial)) {
                withdraw(key, trial, why, now);
            }
        });
    }

    private void withdraw(Key key, ActiveEnhancement t, String why, Instant now) {
        trials.remove(key);
        try {
            t.by().withdraw(t.applied().proposal());
        } catch (RuntimeException | LinkageError broken) {
            LOG.warn(
                    "Enhancement {} could not take back the {} of {}: {}",
                    key.enhancement(),
                    t.applied().proposal().setting(),
                    key.instance(),
                    broken.toString());
        }
        AppliedEnhancement a = t.applied();
        AppliedEnhancement end =
                new AppliedEnhancement(a.enhancement(), a.proposal(), a.at(), a.effect(), Optional.of(why));
        ended.addFirst(end);
        if (ended.size() > KEPT) {
            ended.removeLast();
        }
        LOG.info(
                "{}: {} is {} again: {}",
                key.instance(),
                a.proposal().setting(),
                a.proposal().from(),
                why);
        told.accept(end);
    }

    private static String figures(double before, double after) {
        return String.format(Locale.ROOT, "from %.3g to %.3g", before, after);
    }
}
