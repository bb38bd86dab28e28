package com.nae.healing.flow;

import com.nae.api.healing.FixRecord;
import com.nae.api.healing.FixRecord.State;
import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.change.RefusedException;
import com.nae.healing.context.CaseContext;
import com.nae.healing.record.FixEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Set;
import java.util.function.Predicate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The recovery of what an earlier runtime, or a broken case, left unfinished. Unproven changes are rolled back; proven
 * changes stay.
 */
public final class StartupRecovery {
    /** The pause before a rollback that failed, for example on a full disk, is tried again. */
    static final Duration RETRY = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(StartupRecovery.class);
    private final CaseContext context;

    public StartupRecovery(CaseContext context) {
        this.context = context;
    }

    /** Settles everything. Called once, before the first case. */
    public void run() {
        try {
            context.tools().rollback().recover();
        } catch (IOException e) {
            LOG.error("interrupted changes could not be settled: {}", e.getMessage());
        }
        context.holds().recover();
        Instant now = context.now();
        settle(fix -> !fix.since().isAfter(now));
        for (FixRecord fix : context.fixes().newestFirst()) {
            if (fix.state() == State.WAITING) {
                context.fixes().addEvent(fix.id(), FixEvent.failed("the wait ended with the runtime"));
                context.resolve(fix.issue(), Issue.Status.OPEN, "");
            }
        }
    }

    /** Rolls back what was begun and not proven. A rollback that fails is tried again later. */
    void settle(Predicate<FixRecord> which) {
        boolean all = true;
        for (FixRecord fix : context.fixes().newestFirst()) {
            all &= !which.test(fix) || settled(fix);
        }
        if (!all) {
            context.schedule(RETRY, () -> settle(which));
        }
    }

    private boolean settled(FixRecord fix) {
        try {
            if (Set.of(State.PROPOSED, State.TRYING, State.OBSERVED).contains(fix.state())) {
                rollBackUnproven(fix);
            } else if (Set.of(State.PROVEN, State.AWAITING_APPROVAL).contains(fix.state())) {
                keepProven(fix);
            }
            return true;
        } catch (IOException | UncheckedIOException e) {
            LOG.error("fix {} of {} cannot be taken back yet: {}", fix.id(), fix.process(), e.getMessage());
            return false;
        }
    }

    /**
     * Rolls back, on live, a promotion that was not observed to its end. The fix stays in the sandbox. It goes to live
     * again when live fails again.
     */
    private void keepProven(FixRecord fix) throws IOException {
        try {
            boolean elsewhere = fix.mode().filter(m -> m == Mode.LIVE).isEmpty();
            if (elsewhere
                    && context.tools()
                            .rollback()
                            .rollBack(Set.of(fix.id()), Mode.LIVE)
                            .changedAnything()) {
                restart(fix, Mode.LIVE);
            }
        } catch (RefusedException e) {
            LOG.error("fix {} of {} could not be taken back on live: {}", fix.id(), fix.process(), e.getMessage());
        }
    }

    private void restart(FixRecord fix, Mode mode) {
        context.instances(fix.process(), mode)
                .forEach(s -> context.processes().restart(s.id(), "an unproven repair was taken back"));
    }

    private void rollBackUnproven(FixRecord fix) throws IOException {
        Set<Mode> touched = EnumSet.noneOf(Mode.class);
        try {
            for (Mode mode : Mode.values()) {
                if (context.tools().rollback().rollBack(Set.of(fix.id()), mode).changedAnything()) {
                    touched.add(mode);
                }
            }
            context.fixes().addEvent(fix.id(), interrupted(touched));
        } catch (RefusedException e) {
            LOG.error("fix {} of {} could not be taken back: {}", fix.id(), fix.process(), e.getMessage());
            context.fixes().addEvent(fix.id(), FixEvent.failed("could not be taken back: " + e.getMessage()));
        }
        context.resolve(fix.issue(), Issue.Status.OPEN, "");
        touched.forEach(mode -> restart(fix, mode));
    }

    private static FixEvent interrupted(Set<Mode> touched) {
        return touched.isEmpty()
                ? FixEvent.failed("it was interrupted in the middle")
                : FixEvent.rolledBack("it was interrupted in the middle; what it had changed was taken back");
    }
}
