package com.nae.process.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessDefinition.Policy;
import com.nae.api.process.ProcessDefinition.Restart;
import com.nae.api.process.ProcessState;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestartPolicyTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration STABLE = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final ExitStatus FAILED = new ExitStatus(OptionalInt.of(1), OptionalInt.empty(), Instant.EPOCH);
    private static final ExitStatus DONE = new ExitStatus(OptionalInt.of(0), OptionalInt.empty(), Instant.EPOCH);
    private static final ExitStatus KILLED = new ExitStatus(OptionalInt.empty(), OptionalInt.of(9), Instant.EPOCH);

    private static final RestartPolicy.Ended KILLED_BY_KERNEL =
            new RestartPolicy.Ended(KILLED, STABLE, true, "", false);

    private long now;
    private final RestartPolicy restarts = new RestartPolicy(() -> now, new Random(1));

    static Restart rule(Policy policy) {
        return rule(policy, 3);
    }

    static Restart rule(Policy policy, int threshold) {
        return new Restart(
                policy,
                Set.of(0),
                Set.of(125),
                Duration.ofSeconds(1),
                threshold,
                Duration.ofMinutes(10),
                Duration.ofMillis(100),
                Duration.ofSeconds(60),
                Duration.ofSeconds(60));
    }

    private RestartPolicy.Decision after(ExitStatus exit, Duration uptime) {
        return decide(exit, rule(Policy.ALWAYS), uptime);
    }

    private RestartPolicy.Decision decide(ExitStatus exit, Restart rule, Duration uptime) {
        return restarts.decide(new RestartPolicy.Ended(exit, uptime, false, "", false), rule);
    }

    @Test
    void theFirstRestartComesAtOnceAndLaterOnesWaitUpToTwiceAsLongEach() {
        assertEquals(Duration.ZERO, after(FAILED, STABLE).pause());
        assertTrue(after(FAILED, SHORT).pause().toMillis() <= 100);
        assertTrue(after(FAILED, SHORT).pause().toMillis() <= 200);
    }

    @Test
    void theTimeUpCountsTowardsThePauseSoThatASecondCrashSoonAfterARestartIsAnsweredAtOnce() {
        after(KILLED, SHORT);
        assertEquals(Duration.ZERO, after(KILLED, SHORT).pause());
        Duration longest = Duration.ZERO;
        for (int i = 0; i < 20; i++) {
            Duration pause = after(KILLED, SHORT).pause();
            longest = pause.compareTo(longest) > 0 ? pause : longest;
        }
        assertTrue(longest.toSeconds() > 10, "and one that goes on crashing waits longer and longer: " + longest);
    }

    @Test
    void moreThanTheThresholdWithinTheWindowEscalatesAndIsStillTriedSlowly() {
        for (int i = 0; i < 3; i++) {
            assertEquals(ProcessState.BACKOFF, after(FAILED, SHORT).state());
        }
        RestartPolicy.Decision fatal = after(FAILED, SHORT);
        assertEquals(ProcessState.FATAL, fatal.state());
        assertTrue(fatal.again());
        assertTrue(fatal.reason().contains("3 restarts within 10 min"), fatal.reason());
        Duration next = after(FAILED, SHORT).pause();
        assertTrue(next.toMillis() > fatal.pause().toMillis(), "each slow try waits longer");
        for (int i = 0; i < 20; i++) {
            assertTrue(after(FAILED, SHORT).pause().toMillis() <= 60_000);
        }
    }

    @Test
    void failuresThatAreLongAgoDoNotCount() {
        for (int i = 0; i < 3; i++) {
            after(FAILED, SHORT);
        }
        now += Duration.ofMinutes(11).toMillis();
        assertEquals(ProcessState.BACKOFF, after(FAILED, SHORT).state());
    }

    @Test
    void aLongTimeUpForgetsEverything() {
        for (int i = 0; i < 6; i++) {
            after(FAILED, SHORT);
        }
        assertEquals(Duration.ZERO, after(FAILED, LONG).pause());
    }

    @Test
    void aKillFromOutsideIsNoFailureOfTheProgram() {
        for (int i = 0; i < 50; i++) {
            assertEquals(
                    new RestartPolicy.Decision(ProcessState.BACKOFF, Duration.ZERO, "signal 9", false),
                    after(KILLED, STABLE));
        }
    }

    @Test
    void oneKilledForWantOfMemoryIsAFailure() {
        for (int i = 0; i < 3; i++) {
            restarts.decide(KILLED_BY_KERNEL, rule(Policy.ALWAYS));
        }
        assertEquals(
                ProcessState.FATAL,
                restarts.decide(KILLED_BY_KERNEL, rule(Policy.ALWAYS)).state());
    }

    @Test
    void policiesAndExitCodes() {
        assertFalse(decide(FAILED, rule(Policy.NEVER), STABLE).again());
        assertEquals(
                ProcessState.EXITED,
                decide(DONE, rule(Policy.ON_FAILURE), STABLE).state());
        assertEquals(
                ProcessState.BACKOFF,
                decide(FAILED, rule(Policy.ON_FAILURE), STABLE).state());
        var probe = new RestartPolicy.Ended(DONE, STABLE, false, "liveness probe: refused", false);
        assertEquals(
                ProcessState.BACKOFF,
                restarts.decide(probe, rule(Policy.ON_FAILURE)).state());
        RestartPolicy.Decision permanent = decide(
                new ExitStatus(OptionalInt.of(125), OptionalInt.empty(), Instant.EPOCH), rule(Policy.ALWAYS), STABLE);
        assertEquals(ProcessState.FATAL, permanent.state());
        assertFalse(permanent.again());
    }

    @Test
    void repairsDrawOnTheSameBudget() {
        assertTrue(restarts.spend(rule(Policy.ALWAYS)));
        assertTrue(restarts.spend(rule(Policy.ALWAYS)));
        assertTrue(restarts.spend(rule(Policy.ALWAYS)));
        assertFalse(restarts.spend(rule(Policy.ALWAYS)));
        assertEquals(ProcessState.FATAL, after(FAILED, STABLE).state());
    }
}
