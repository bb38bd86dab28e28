package com.nae.healing.step;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.change.RefusedException;
import com.nae.healing.exec.TimedExecutor;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Repair;
import com.nae.healing.flow.Step;
import com.nae.healing.record.FixStore;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Takes a repair back, byte for byte, and says why. */
public final class Reverting {
    /**
     * Whose fault it is that a repair came to nothing, and so whether it is never tried by itself again, and whether
     * all is thought through again.
     */
    enum Blame {
        FIX,
        NOBODY,
        WORLD;

        static Blame of(TimedExecutor.Answer<?> answer) {
            return answer instanceof TimedExecutor.Failed<?> failed && failed.why() instanceof RefusedException.Stale
                    ? WORLD
                    : NOBODY;
        }
    }

    private final Case c;
    private final Repair repair;

    public Reverting(Case c, Repair repair) {
        this.c = c;
        this.repair = repair;
    }

    /** A trial failed. */
    void failed(String why, Blame blame) {
        back(EnumSet.of(repair.trial), FixRecord.State.FAILED, "failed", why, blame);
    }

    /** A promoted repair did not hold. */
    public void rolledBack(String why) {
        back(EnumSet.of(repair.trial, Mode.LIVE), FixRecord.State.ROLLED_BACK, "rolled-back", why, Blame.FIX);
    }

    /**
     * A promoted repair could not be observed to the end: it is taken back on live alone, and goes there anew when live
     * fails again.
     */
    void unobserved(String why) {
        undo(EnumSet.of(Mode.LIVE), more -> {
            repair.ids()
                    .forEach(id -> c.context
                            .fixes()
                            .addEvent(
                                    id,
                                    FixStore.Event.of(
                                            FixRecord.State.PROVEN,
                                            "rolled-back",
                                            Optional.of(repair.trial),
                                            why + more)));
            c.context
                    .services()
                    .tracker()
                    .resolve(c.issue().id(), Issue.Status.PROVEN, "proven in the sandbox; on live " + why);
            c.endHealed("");
        });
    }

    /** Takes back what was made for a case that has gone elsewhere meanwhile. */
    static void late(Case c, Collection<String> ids, Mode mode) {
        c.context
                .crew()
                .submit(
                        "undo",
                        c.context.config().limits().command(),
                        () -> c.context
                                .tools()
                                .undo()
                                .rollBack(Set.copyOf(ids), mode)
                                .changedAnything(),
                        answer -> {
                            if (answer instanceof TimedExecutor.Done<Boolean> done && done.value()) {
                                c.context
                                        .tools()
                                        .rolling()
                                        .restartAfterRollback(
                                                c.instances(mode),
                                                "a change that nobody waits for any more was taken back");
                            }
                        });
    }

    private void back(Set<Mode> modes, FixRecord.State state, String word, String why, Blame blame) {
        undo(modes, more -> done(modes, FixStore.Event.of(state, word, Optional.empty(), why + more), blame));
    }

    private void undo(Set<Mode> modes, java.util.function.Consumer<String> then) {
        c.go(new Step(c) {
            @Override
            public void enter() {
                c.context.crew().submit("undo", c.context.config().limits().command(), () -> undo(modes), answer -> {
                    if (c.at(this)) {
                        then.accept(trouble(answer));
                    }
                });
            }

            @Override
            public boolean concerns(String fix) {
                return repair.ids().contains(fix);
            }
        });
    }

    /**
     * Why it could not be taken back, in words; what may be done later, as on a disk that is full now, breaks the case,
     * and is done then.
     */
    private static String trouble(TimedExecutor.Answer<Boolean> answer) {
        if (answer instanceof TimedExecutor.Failed<Boolean> failed && !(failed.why() instanceof RefusedException)) {
            throw new IllegalStateException("a repair could not be taken back yet", failed.why());
        }
        return answer instanceof TimedExecutor.Failed<Boolean> failed
                ? "; taking it back failed: " + failed.words()
                : "";
    }

    private boolean undo(Set<Mode> modes) throws Exception {
        for (Mode mode : modes) {
            c.context.tools().undo().rollBack(Set.copyOf(repair.ids()), mode);
        }
        return true;
    }

    private void done(Set<Mode> modes, FixStore.Event event, Blame blame) {
        for (Repair.Part part : repair.parts()) {
            c.context.fixes().addEvent(part.id(), event);
            if (blame == Blame.FIX) {
                ban(part, event.detail());
            }
        }
        for (Mode mode : modes) {
            c.context.tools().rolling().restartAfterRollback(c.instances(mode), "repair taken back: " + event.detail());
        }
        c.attemptFailed(repair.summary() + ": " + event.detail(), blame == Blame.WORLD);
    }

    private void ban(Repair.Part part, String why) {
        String fingerprint = part.proposal().issue().fingerprint();
        String pattern = part.proposal().fix().pattern();
        c.context
                .records()
                .banned()
                .ban(fingerprint, pattern, why, c.context.loop().now());
        c.context
                .services()
                .records()
                .get()
                .ifPresent(r ->
                        r.outcome(fingerprint, part.proposal().issue().family().word(), pattern, false));
    }
}
