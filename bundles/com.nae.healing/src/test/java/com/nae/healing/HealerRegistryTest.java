package com.nae.healing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.HealerState;
import com.nae.healing.healers.HealerRegistry;
import com.nae.healing.healers.HealerSlot;
import com.nae.healing.healers.InFlightHealers;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which healers are asked: not those that come back too late, nor those that took the runtime with them. */
class HealerRegistryTest {
    @TempDir
    Path root;

    @Test
    void oneThatIsOnlyLateOnABusyMachineIsAskedAgainAfterAPause() {
        java.time.Instant now = java.time.Instant.EPOCH;
        HealerSlot slot = new HealerSlot(
                new com.nae.api.healing.HealingCoordinator.HealerInfo("import", "b", "1", HealerState.ACTIVE), false);
        slot.timedOut(now);
        assertFalse(slot.isClosed(now), "once is none");
        slot.cameBack(now);
        slot.timedOut(now);
        slot.cameBack(now);
        assertTrue(slot.isClosed(now.plusSeconds(29)));
        assertFalse(slot.isClosed(now.plusSeconds(31)), "it is asked again");
        slot.timedOut(now.plusSeconds(31));
        slot.cameBack(now.plusSeconds(31));
        assertTrue(slot.isClosed(now.plusSeconds(90)), "later each time");
        assertFalse(slot.isClosed(now.plusSeconds(92)));
        slot.answered();
        slot.timedOut(now.plusSeconds(92));
        slot.timedOut(now.plusSeconds(92));
        assertTrue(slot.isClosed(now.plusSeconds(100_000)), "two threads that never come back close it");
        slot.cameBack(now.plusSeconds(100_000));
        assertFalse(slot.isClosed(now.plusSeconds(100_031)));
    }

    @Test
    void oneThatWasAskedWhenTheRuntimeDiedIsNotAskedAgainUntilItIsReplaced() throws Exception {
        InFlightHealers first = new InFlightHealers(root);
        first.begin("greedy 1.0.0 abc");
        first.begin("");
        first.begin("other 1.0.0 def");
        first.end("other 1.0.0 def");
        for (int runtime = 0; runtime < 2; runtime++) {
            HealerRegistry healers = new HealerRegistry(new InFlightHealers(root));
            SilentHealer.add(healers, "greedy", "greedy 1.0.0 abc");
            SilentHealer.add(healers, "replaced", "greedy 1.0.1 fed");
            SilentHealer.add(healers, "other", "other 1.0.0 def");
            SilentHealer.add(healers, "shipped", "");
            assertEquals(
                    List.of("greedy quarantined", "other active", "replaced active", "shipped active"),
                    healers.infos(java.time.Instant.now()).stream()
                            .map(h -> h.name() + " " + h.state().word())
                            .toList());
        }
        InFlightHealers orderly = new InFlightHealers(root);
        orderly.begin("other 1.0.0 def");
        orderly.close();
        assertFalse(new InFlightHealers(root).fatal("other 1.0.0 def"));
    }
}
