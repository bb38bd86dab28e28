package com.nae.process.instance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.process.ExitStatus;
import com.nae.api.process.ProcessDefinition.Policy;
import com.nae.api.process.ProcessDefinition.Restart;
import com.nae.api.process.ProcessState;
import com.nae.process.adopt.UsedBudget;
import java.time.Duration;
import java.time.Instant;
import java.util.OptionalInt;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The restart policy where holds are released, and over the end of a runtime. */
class RestartBudgetTest {
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final ExitStatus FAILED = new ExitStatus(OptionalInt.of(1), OptionalInt.empty(), Instant.EPOCH);

    private long now;
    private final RestartPolicy restarts = new RestartPolicy(() -> now, new Random(1));

    private static Restart rule(Policy policy) {
        return RestartPolicyTest.rule(policy);
    }

    private RestartPolicy.Decision after(ExitStatus exit, Duration uptime) {
        return restarts.decide(new RestartPolicy.Ended(exit, uptime, false, "", false), rule(Policy.ALWAYS));
    }

    private RestartPolicy.Decision afterRelease(Duration uptime) {
        return restarts.decide(new RestartPolicy.Ended(FAILED, uptime, false, "", true), rule(Policy.ALWAYS));
    }

    @Test
    void theFirstReleaseIsNotDelayedAndEachFailedOneDelaysTheNextForLonger() {
        after(FAILED, SHORT);
        restarts.refund();
        Restart many = RestartPolicyTest.rule(Policy.ALWAYS, 1000);
        long before = 0;
        for (long least = 500; least <= 16_000; least *= 2) {
            var ended = new RestartPolicy.Ended(FAILED, SHORT, false, "", true);
            long pause = restarts.decide(ended, many).pause().toMillis();
            assertTrue(pause >= least && pause < 2 * least, least + ": " + pause);
            assertTrue(pause > before, "it grows");
            before = pause;
        }
    }

    /** Whoever releases, and however often: here the next release follows each failure at once. */
    @Test
    void aProgramThatFailsAfterEachReleaseIsStartedAFewTimesIn40SecondsAndTurnsFatal() {
        assertEquals(Duration.ZERO, after(FAILED, SHORT).pause());
        restarts.refund();
        int starts = 0;
        boolean fatal = false;
        for (long end = now + 40_000; now < end; starts++) {
            now += SHORT.toMillis();
            RestartPolicy.Decision next = afterRelease(SHORT);
            restarts.refund();
            fatal |= next.state() == ProcessState.FATAL;
            now += next.pause().toMillis();
        }
        assertTrue(starts <= 7, starts + " starts");
        assertTrue(fatal, "the budget is spent");
    }

    @Test
    void aReleasedProgramThatStaysUpIsReleasedAtOnceTheNextTime() {
        for (int i = 0; i < 3; i++) {
            assertTrue(afterRelease(SHORT).failedRelease());
        }
        RestartPolicy.Decision next = afterRelease(LONG);
        assertEquals(Duration.ZERO, next.pause());
        assertFalse(next.failedRelease());
        restarts.refund();
        assertEquals(UsedBudget.NONE.times(), restarts.used(false).times());
    }

    @Test
    void whatIsUsedIsKnownToTheNextRuntimeAndRunsOutByTheClock() {
        for (int i = 0; i < 3; i++) {
            after(FAILED, SHORT);
        }
        RestartPolicy next = new RestartPolicy(() -> now, new Random(1));
        next.restore(restarts.used(false));
        assertFalse(next.spend(rule(Policy.ALWAYS)));
        now += Duration.ofMinutes(11).toMillis();
        assertTrue(next.spend(rule(Policy.ALWAYS)));
    }

    @Test
    void aClockThatWasSetBackDoesNotKeepTheBudgetSpentForLonger() {
        now = Duration.ofDays(2).toMillis();
        for (int i = 0; i < 3; i++) {
            after(FAILED, SHORT);
        }
        now = Duration.ofDays(1).toMillis();
        RestartPolicy next = new RestartPolicy(() -> now, new Random(1));
        next.restore(restarts.used(false));
        assertFalse(next.spend(rule(Policy.ALWAYS)));
        now += Duration.ofMinutes(11).toMillis();
        assertTrue(next.spend(rule(Policy.ALWAYS)));
    }

    @Test
    void anExitThatIsDecidedOnAgainByTheNextRuntimeCostsOneUnit() {
        after(FAILED, SHORT);
        restarts.takeBack(Instant.ofEpochMilli(now));
        after(FAILED, SHORT);
        assertEquals(1, restarts.used(false).times().size());
    }
}
