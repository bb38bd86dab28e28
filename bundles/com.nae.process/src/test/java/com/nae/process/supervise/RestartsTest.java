package com.nae.process.supervise;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.Exit;
import com.nae.api.process.ProcessDefinition.Policy;
import com.nae.api.process.ProcessDefinition.Restart;
import com.nae.api.process.State;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RestartsTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration STABLE = Duration.ofSeconds(5);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final Exit FAILED = new Exit(OptionalInt.of(1), OptionalInt.empty(), Instant.EPOCH);
    private static final Exit DONE = new Exit(OptionalInt.of(0), OptionalInt.empty(), Instant.EPOCH);
    private static final Exit KILLED = new Exit(OptionalInt.empty(), OptionalInt.of(9), Instant.EPOCH);

    private long now;
    private final Restarts restarts = new Restarts(() -> now, new Random(1));

    private static Restart rule(Policy policy) {
        return new Restart(policy, Set.of(0), Set.of(125), Duration.ofSeconds(1), 3, Duration.ofMinutes(10), Duration.ofMillis(100), Duration.ofSeconds(60), Duration.ofSeconds(60));
    }

    private Restarts.Decision after(Exit exit, Duration uptime) {
        return restarts.after(exit, uptime, rule(Policy.ALWAYS), false, "");
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
            assertEquals(State.BACKOFF, after(FAILED, SHORT).state());
        }
        Restarts.Decision fatal = after(FAILED, SHORT);
        assertEquals(State.FATAL, fatal.state());
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
        now += Duration.ofMinutes(11).toNanos();
        assertEquals(State.BACKOFF, after(FAILED, SHORT).state());
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
            assertEquals(new Restarts.Decision(State.BACKOFF, Duration.ZERO, "signal 9"), after(KILLED, STABLE));
        }
    }

    @Test
    void oneKilledForWantOfMemoryIsAFailure() {
        for (int i = 0; i < 3; i++) {
            restarts.after(KILLED, STABLE, rule(Policy.ALWAYS), true, "");
        }
        assertEquals(State.FATAL, restarts.after(KILLED, STABLE, rule(Policy.ALWAYS), true, "").state());
    }

    @Test
    void policiesAndExitCodes() {
        assertFalse(restarts.after(FAILED, STABLE, rule(Policy.NEVER), false, "").again());
        assertEquals(State.EXITED, restarts.after(DONE, STABLE, rule(Policy.ON_FAILURE), false, "").state());
        assertEquals(State.BACKOFF, restarts.after(FAILED, STABLE, rule(Policy.ON_FAILURE), false, "").state());
        assertEquals(State.BACKOFF, restarts.after(DONE, STABLE, rule(Policy.ON_FAILURE), false, "liveness probe: refused").state());
        Restarts.Decision permanent = restarts.after(new Exit(OptionalInt.of(125), OptionalInt.empty(), Instant.EPOCH), STABLE, rule(Policy.ALWAYS), false, "");
        assertEquals(State.FATAL, permanent.state());
        assertFalse(permanent.again());
    }

    @Test
    void repairsDrawOnTheSameBudget() {
        assertTrue(restarts.spend(rule(Policy.ALWAYS)));
        assertTrue(restarts.spend(rule(Policy.ALWAYS)));
        assertTrue(restarts.spend(rule(Policy.ALWAYS)));
        assertFalse(restarts.spend(rule(Policy.ALWAYS)));
        assertEquals(State.FATAL, after(FAILED, STABLE).state());
    }
}
