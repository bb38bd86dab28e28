package com.nae.learning.enhance;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.learning.Enhancement;
import com.nae.api.learning.Enhancement.Proposal;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.learning.InstanceProfile.Range;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessTuning;
import com.nae.api.process.Tuning;
import com.nae.learning.FakeRuntime;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class TunedEnhancementsTest {
    private static final InstanceId ID = InstanceId.parse("trader@live");
    private final FakeRuntime.Tuned tuned = new FakeRuntime.Tuned();
    private final ProcessTuning processes = tuned.adjustments();

    @Test
    void fewerRotatedLogsAreKeptWhileTheDiskIsNearlyFullAndAllAgainAfterwards() {
        Enhancement retention = new LogRetentionEnhancement(processes);
        assertEquals(Optional.empty(), retention.propose(observed(0.85, Map.of())));
        Proposal proposal = retention.propose(observed(0.95, Map.of())).orElseThrow();
        assertTrue(retention.apply(proposal));
        assertEquals(OptionalInt.of(2), tuned.tuning().logKeep());
        assertEquals(
                proposal.to(),
                retention.propose(observed(0.85, Map.of())).orElseThrow().to());
        assertEquals(Optional.empty(), retention.propose(observed(0.7, Map.of())));
        retention.withdraw(proposal);
        assertEquals(Tuning.NONE, tuned.tuning());
    }

    @Test
    void theFirstPauseFollowsHowLongFailuresLast() {
        Enhancement backoff = new BackoffEnhancement(processes);
        assertEquals(Optional.empty(), backoff.propose(observed(0.1, Map.of())));
        assertEquals(Optional.empty(), backoff.propose(observed(0.1, Map.of("recovery", new Range(1, 10, 20, 30, 3)))));
        Proposal proposal = backoff.propose(observed(0.1, Map.of("recovery", new Range(1, 10, 20, 30, 9))))
                .orElseThrow();
        assertEquals("5000 ms", proposal.to());
        assertTrue(backoff.apply(proposal));
        assertEquals(Optional.of(Duration.ofSeconds(5)), tuned.tuning().backoffInitial());
        assertTrue(backoff.worthwhile(10, 10.5) && !backoff.worthwhile(10, 12));
        backoff.withdraw(proposal);
        assertEquals(Tuning.NONE, tuned.tuning());
    }

    private static InstanceProfile observed(double disk, Map<String, Range> ranges) {
        InstanceProfile o = FakeRuntime.stable(ID, Instant.parse("2026-11-22T12:00:00Z"));
        return new InstanceProfile(
                o.status(), o.definition(), ranges, o.lastChange(), 0, 0, disk, 0, o.interval(), o.at());
    }
}
