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
    private final List<AppliedEnhancement> told = new ArrayList<>();
    private final EnhancementTrials improvements = new EnhancementTrials(told::add);
    private final Fake fake = new Fake();

    @Test
    void anEnhancementIsMadeOnceMeasuredAndKeptWhereItWorked() {
        turn(0);
        turn(60);
        fake.figure = 5;
        turn(700);
        turn(800);
        assertEquals(List.of("apply"), fake.calls);
        AppliedEnhancement kept = improvements.all().get(0);
        assertEquals(Optional.of("from 10.0 to 5.00"), kept.effect());
        assertTrue(kept.inForce());
        assertEquals(2, told.size());
    }

    @Test
    void oneWithoutEffectIsTakenBackByItselfAndNotRepeatedThatDay() {
        turn(0);
        turn(700);
        turn(3600);
        assertEquals(List.of("apply", "withdraw"), fake.calls);
        assertEquals(
                Optional.of("no effect: from 10.0 to 10.0"),
                improvements.all().get(0).withdrawn());
        turn(2 * 86400);
        assertEquals(List.of("apply", "withdraw", "apply"), fake.calls);
    }

    @Test
    void oneThatIsNoLongerCalledForGoes() {
        turn(0);
        fake.to = "";
        turn(60);
        assertEquals(List.of("apply", "withdraw"), fake.calls);
    }

    @Test
    void oneWhoseBundleGoesIsTakenBack() {
        turn(0);
        improvements.enhancementRemoved(fake, NOW);
        assertEquals(List.of("apply", "withdraw"), fake.calls);
    }

    @Test
    void anEnhancementOfAProgramThatIsGoneIsNotCountedAnyMore() {
        turn(0);
        improvements.retain(Set.of(ID), NOW.plusSeconds(1));
        assertTrue(improvements.all().get(0).inForce());
        improvements.retain(Set.of(), NOW.plusSeconds(2));
        assertEquals(
                Optional.of("its program is gone"), improvements.all().get(0).withdrawn());
        assertEquals(List.of("apply", "withdraw"), fake.calls);
    }

    @Test
    void nothingStaysChangedWhereLearningEnds() {
        turn(0);
        improvements.withdrawAll(NOW.plusSeconds(1));
        assertEquals(List.of("apply", "withdraw"), fake.calls);
        assertEquals(
                List.of(),
                improvements.all().stream().filter(AppliedEnhancement::inForce).toList());
    }

    @Test
    void oneThatCannotBeTakenBackStopsNoOther() {
        turn(0);
        fake.stuck = true;
        improvements.enhancementRemoved(fake, NOW);
        assertEquals(
                Optional.of("its bundle went away"), improvements.all().get(0).withdrawn());
    }

    @Test
    void oneThatThrowsIsPassedOver() {
        fake.broken = true;
        turn(0);
        turn(30);
        assertEquals(List.of(), improvements.all());
    }

    @Test
    void checksAreSeldomInLongCalmAndOftenNearALimitAndComeBack() {
        List<String> asked = new ArrayList<>();
        HealthMonitor monitor = (HealthMonitor) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {HealthMonitor.class}, (p, m, a) -> {
                    asked.add(m.getName() + " " + a[1] + (a.length > 2 ? " " + a[2] : ""));
                    return null;
                });
        Enhancement interval = new CheckIntervalEnhancement(monitor);
        InstanceProfile calm = FakeRuntime.calm(ID, NOW);
        improvements.evaluate(List.of(interval), calm);
        InstanceProfile near = new InstanceProfile(
                calm.status(),
                calm.definition(),
                calm.ranges(),
                calm.lastChange(),
                0,
                0.9,
                0.3,
                0.2,
                Optional.of(Duration.ofSeconds(120)),
                NOW.plusSeconds(300));
        improvements.evaluate(List.of(interval), near);
        assertEquals(
                List.of(
                        "interval PT2M it has been calm for 6 hours",
                        "usual no longer since it has been calm for 6 hours",
                        "interval PT10S it uses 90% of a limit"),
                asked);
        improvements.evaluate(
                List.of(interval),
                new InstanceProfile(
                        near.status(),
                        near.definition(),
                        near.ranges(),
                        near.lastChange(),
                        0,
                        0.9,
                        0.3,
                        0.2,
                        Optional.of(Duration.ofSeconds(5)),
                        NOW.plusSeconds(600)));
        assertEquals(3, asked.size(), "health itself looks more closely now, which is no reason to take it back");
    }

    private void turn(long seconds) {
        improvements.evaluate(List.of(fake), FakeRuntime.calm(ID, NOW.plusSeconds(seconds)));
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
