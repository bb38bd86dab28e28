package com.nae.healing;

import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import com.nae.api.healing.FixRecord;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;

/** Takes a repair back, byte for byte, and says why. */
final class Retreat {
    private final Case c;
    private final Repair repair;

    Retreat(Case c, Repair repair) {
        this.c = c;
        this.repair = repair;
    }

    /** A trial failed. @param ban whether the last fix is to blame, so that it is never tried by itself again */
    void failed(String why, boolean ban) {
        back(EnumSet.of(repair.trial), FixRecord.State.FAILED, "failed", why, ban);
    }

    /** A promoted repair did not hold. */
    void rolledBack(String why) {
        back(EnumSet.of(repair.trial, Mode.LIVE), FixRecord.State.ROLLED_BACK, "rolled-back", why, true);
    }

    private void back(Set<Mode> modes, FixRecord.State state, String word, String why, boolean ban) {
        Step undoing = new Step(c) {
            @Override
            void enter() {
                c.desk.crew().ask("undo", c.desk.config().limits().command(), () -> undo(modes), answer -> {
                    String more = answer instanceof Crew.Failed<Boolean> failed ? "; taking it back failed: " + failed.words() : "";
                    done(modes, Fixes.Event.of(state, word, Optional.empty(), why + more), ban);
                });
            }
        };
        c.go(undoing);
    }

    private boolean undo(Set<Mode> modes) throws Exception {
        for (Mode mode : modes) {
            c.desk.tools().undo().fixes(Set.copyOf(repair.ids()), mode);
        }
        return true;
    }

    private void done(Set<Mode> modes, Fixes.Event event, boolean ban) {
        for (Repair.Part part : repair.parts()) {
            c.desk.fixes().note(part.id(), event);
            if (ban) {
                ban(part, event.detail());
            }
        }
        for (Mode mode : modes) {
            for (InstanceId id : c.instances(mode)) {
                c.desk.processes().restart(id, "repair taken back: " + event.detail());
            }
        }
        c.lose(repair.words() + ": " + event.detail());
    }

    private void ban(Repair.Part part, String why) {
        String fingerprint = part.proposal().issue().fingerprint();
        String pattern = part.proposal().fix().pattern();
        c.desk.memory().never().ban(fingerprint, pattern, why, c.desk.loop().now());
        c.desk.neighbours().records().get().ifPresent(r -> r.outcome(fingerprint, part.proposal().issue().family().word(), pattern, false));
    }
}
