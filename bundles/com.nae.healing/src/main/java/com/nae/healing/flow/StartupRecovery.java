package com.nae.healing.flow;

import com.nae.api.healing.FixRecord;
import com.nae.api.healing.FixRecord.State;
import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.change.RefusedException;
import com.nae.healing.context.CaseContext;
import com.nae.healing.record.FixStore;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings order into what an earlier runtime left in the middle: what was not proven is taken back, what was proven
 * stays.
 */
public final class StartupRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(StartupRecovery.class);
    private final CaseContext desk;

    public StartupRecovery(CaseContext desk) {
        this.desk = desk;
    }

    public void run() {
        try {
            desk.tools().undo().recover();
        } catch (IOException e) {
            LOG.error("interrupted changes could not be settled: {}", e.getMessage());
        }
        desk.tools().holds().recover();
        Instant now = desk.loop().now();
        settle(fix -> !fix.since().isAfter(now));
        for (FixRecord fix : desk.fixes().newestFirst()) {
            if (fix.state() == State.WAITING) {
                note(fix, State.FAILED, "failed", "the wait ended with the runtime");
                desk.services().tracker().resolve(fix.issue(), Issue.Status.OPEN, "");
            }
        }
    }

    /** Takes back what was begun and not proven, again and again until that can be done. */
    void settle(Predicate<FixRecord> which) {
        boolean all = true;
        for (FixRecord fix : desk.fixes().newestFirst()) {
            all &= !which.test(fix) || settled(fix);
        }
        if (!all) {
            desk.loop().schedule(Cases.SETTLED, () -> settle(which));
        }
    }

    private boolean settled(FixRecord fix) {
        try {
            if (Set.of(State.PROPOSED, State.TRYING, State.OBSERVED).contains(fix.state())) {
                takeBack(fix);
            } else if (Set.of(State.PROVEN, State.AWAITING_APPROVAL).contains(fix.state())) {
                onlyProven(fix);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            LOG.error("fix {} of {} cannot be taken back yet: {}", fix.id(), fix.process(), e.getMessage());
            return false;
        }
    }

    /**
     * A promotion that nobody saw through is taken back on live; in the sandbox the fix stays, and live gets it anew
     * when it fails.
     */
    private void onlyProven(FixRecord fix) throws IOException {
        try {
            boolean elsewhere = fix.mode().filter(m -> m == Mode.LIVE).isEmpty();
            if (elsewhere
                    && desk.tools().undo().rollBack(Set.of(fix.id()), Mode.LIVE).changedAnything()) {
                restart(fix, Mode.LIVE);
            }
        } catch (RefusedException e) {
            LOG.error("fix {} of {} could not be taken back on live: {}", fix.id(), fix.process(), e.getMessage());
        }
    }

    private void restart(FixRecord fix, Mode mode) {
        desk.instances(fix.process(), mode)
                .forEach(s -> desk.processes().restart(s.id(), "an unproven repair was taken back"));
    }

    private void takeBack(FixRecord fix) throws IOException {
        Set<Mode> touched = EnumSet.noneOf(Mode.class);
        try {
            for (Mode mode : Mode.values()) {
                if (desk.tools().undo().rollBack(Set.of(fix.id()), mode).changedAnything()) {
                    touched.add(mode);
                }
            }
            String why = "it was interrupted in the middle"
                    + (touched.isEmpty() ? "" : "; what it had changed was taken back");
            note(
                    fix,
                    touched.isEmpty() ? State.FAILED : State.ROLLED_BACK,
                    touched.isEmpty() ? "failed" : "rolled-back",
                    why);
        } catch (RefusedException e) {
            LOG.error("fix {} of {} could not be taken back: {}", fix.id(), fix.process(), e.getMessage());
            note(fix, State.FAILED, "failed", "could not be taken back: " + e.getMessage());
        }
        desk.services().tracker().resolve(fix.issue(), Issue.Status.OPEN, "");
        touched.forEach(mode -> restart(fix, mode));
    }

    private void note(FixRecord fix, State state, String word, String why) {
        desk.fixes().addEvent(fix.id(), FixStore.Event.of(state, word, Optional.empty(), why));
    }
}
