package com.nae.learning.enhance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.health.HealthMonitor;
import com.nae.api.learning.AppliedEnhancement;
import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.process.InstanceId;
import com.nae.learning.FakeRuntime;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class EnhancementTrialsTest {
    private static final Instant NOW = Instant.parse("2026-11-22T12:00:00Z");
    private static final InstanceId ID = InstanceId.parse("trader@live");
    private final List<AppliedEnhancement> events = new ArrayList<>();
    private final EnhancementTrials trials = new EnhancementTrials(events::add);
    private final Fake fake = new Fake();

    @Test
    void anEnhancementIsAppliedOnceMeasuredAndKeptIfItWorks() {
        evaluateAt(0);
        evaluateAt(60);
        fake.figure = 5;
        evaluateAt(700);
        evaluateAt(800);
        assertEquals(List.of("apply"), fake.calls);
        AppliedEnhancement kept = trials.all().get(0);
        assertEquals(Optional.of("from 10.0 to 5.00"), kept.effect());
        assertTrue(kept.inForce());
        assertEquals(2, events.size());
    }

    @Test
    void anEnhancementWithoutEffectIsWithdrawnAndNotRepeatedThatDay() {
        evaluateAt(0);
        evaluateAt(700);
        evaluateAt(3600);
        assertEquals(List.of("apply", "withdraw"), fake.calls);
        assertEquals(
                Optional.of("no effect: from 10.0 to 10.0"), trials.all().get(0).withdrawn());
        evaluateAt(2 * 86400);
        assertEquals(List.of("apply", "withdraw", "apply"), fake.calls);
    }

    @Test
    void anEnhancementThatIsNoLongerNeededIsWithdrawn() {
        evaluateAt(0);
        fake.to = "";
        evaluateAt(60);
        assertEquals(List.of("apply", "withdraw"), fake.calls);
    }

    @Test
    void anEnhancementIsWithdrawnWithItsBundle() {
        evaluateAt(0);
        trials.enhancementRemoved(fake, NOW);
        assertEquals(List.of("apply", "withdraw"), fake.calls);
    }

    @Test
    void anEnhancementOfAProgramThatIsGoneIsNotCountedAnyMore() {
        evaluateAt(0);
        trials.retain(Set.of(ID), NOW.plusSeconds(1));
        assertTrue(trials.all().get(0).inForce());
        trials.retain(Set.of(), NOW.plusSeconds(2));
        assertEquals(Optional.of("its program is gone"), trials.all().get(0).withdrawn());
        assertEquals(List.of("apply", "withdraw"), fake.calls);
    }

    @Test
    void allEnhancementsAreWithdrawnWhenLearningStops() {
        evaluateAt(0);
        trials.withdrawAll(NOW.plusSeconds(1));
        assertEquals(List.of("apply", "withdraw"), fake.calls);
        assertEquals(
                List.of(),
                trials.all().stream().filter(AppliedEnhancement::inForce).toList());
    }

    @Test
    void anEnhancementThatCannotBeWithdrawnStopsNoOther() {
        evaluateAt(0);
        fake.stuck = true;
        trials.enhancementRemoved(fake, NOW);
        assertEquals(Optional.of("its bundle was removed"), trials.all().get(0).withdrawn());
    }

    @Test
    void anEnhancementThatThrowsIsSkipped() {
        fake.broken = true;
        evaluateAt(0);
        evaluateAt(30);
        assertEquals(List.of(), trials.all());
    }

    @Test
    void checksAreRareInLongStabilityAndOftenNearALimitAndReturn() {
        List<String> calls = new ArrayList<>();
        HealthMonitor monitor = (HealthMonitor) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HealthMonitor.class}, (p, m, a) -> {
                    calls.add(m.getName() + " " + a[1] + (a.length > 2 ? " " + a[2] : ""));
                    return null;
                });
        Enhancement interval = new CheckIntervalEnhancement(monitor);
        trials.evaluate(List.of(interval), FakeRuntime.stable(ID, NOW));
        trials.evaluate(List.of(interval), nearLimit(120, 300));
        assertEquals(
                List.of(
                        "interval PT2M it has been stable for 6 hours",
                        "resetInterval no longer: it has been stable for 6 hours",
                        "interval PT10S it uses 90% of a limit"),
                calls);
        trials.evaluate(List.of(interval), nearLimit(5, 600));
        assertEquals(3, calls.size(), "the instance is checked more often now, which is no reason to withdraw it");
    }

    /** An instance that uses 90 % of a limit, and is checked at an interval. */
    private static InstanceProfile nearLimit(int intervalSeconds, int atSecond) {
        InstanceProfile stable = FakeRuntime.stable(ID, NOW);
        return new InstanceProfile(
                stable.status(),
                stable.definition(),
                stable.ranges(),
                stable.lastChange(),
                0,
                0.9,
                0.3,
                0.2,
                Optional.of(Duration.ofSeconds(intervalSeconds)),
                NOW.plusSeconds(atSecond));
    }

    private void evaluateAt(long seconds) {
        trials.evaluate(List.of(fake), FakeRuntime.stable(ID, NOW.plusSeconds(seconds)));
    }

    /** An enhancement whose figure the test sets. */
    private static final class Fake implements Enhancement {
        private final List<String> calls = new ArrayList<>();
        private double figure = 10;
        private String to = "2";
        private boolean broken;
        private boolean stuck;

        @Override
        public String name() {
            return "fake";
        }

        @Override
        public Optional<Proposal> propose(InstanceProfile o) {
            if (broken) {
                throw new IllegalStateException("broken");
            }
            return to.isEmpty()
                    ? Optional.empty()
                    : Optional.of(new Proposal(
                            o.status().id(), "setting", "1", to, "reason", "expected", Duration.ofMinutes(10)));
        }

        @Override
        public boolean apply(Proposal proposal) {
            return calls.add("apply");
        }

        @Override
        public void withdraw(Proposal proposal) {
            if (stuck) {
                throw new IllegalStateException("stuck");
            }
            calls.add("withdraw");
        }

        @Override
        public Optional<Double> figure(Proposal proposal, InstanceProfile observed) {
            return Optional.of(figure);
        }
    }
}
