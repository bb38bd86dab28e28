package com.nae.healing;

import com.nae.api.healing.FixRecord;
import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.change.Refused;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/** Takes a repair back, byte for byte, and says why. */
final class Retreat {
    /**
     * Whose fault it is that a repair came to nothing, and so whether it is never tried by itself again, and whether
     * all is thought through again.
     */
    enum Blame {
        FIX,
        NOBODY,
        WORLD;

        static Blame of(Crew.Answer<?> answer) {
            return answer instanceof Crew.Failed<?> failed && failed.why() instanceof Refused.Stale ? WORLD : NOBODY;
        }
    }

    private final Case c;
    private final Repair repair;

    Retreat(Case c, Repair repair) {
        this.c = c;
        this.repair = repair;
    }

    /** A trial failed. */
    void failed(String why, Blame blame) {
        back(EnumSet.of(repair.trial), FixRecord.State.FAILED, "failed", why, blame);
    }

    /** A promoted repair did not hold. */
    void rolledBack(String why) {
        back(EnumSet.of(repair.trial, Mode.LIVE), FixRecord.State.ROLLED_BACK, "rolled-back", why, Blame.FIX);
    }

    /**
     * A promoted repair could not be observed to the end: it is taken back on live alone, and goes there anew when live
     * fails again.
     */
    void unobserved(String why) {
        undo(EnumSet.of(Mode.LIVE), more -> {
            repair.ids()
                    .forEach(id -> c.desk.fixes()
                            .note(
                                    id,
                                    Fixes.Event.of(
                                            FixRecord.State.PROVEN,
                                            "rolled-back",
                                            Optional.of(repair.trial),
                                            why + more)));
            c.desk.neighbours()
                    .tracker()
                    .resolve(c.issue().id(), Issue.Status.PROVEN, "proven in the sandbox; on live " + why);
            c.heal("");
        });
    }

    /** Takes back what was made for a case that has gone elsewhere meanwhile. */
    static void late(Case c, Collection<String> ids, Mode mode) {
        c.desk.crew()
                .ask(
                        "undo",
                        c.desk.config().limits().command(),
                        () -> c.desk.tools().undo().fixes(Set.copyOf(ids), mode).some(),
                        answer -> {
                            if (answer instanceof Crew.Done<Boolean> done && done.value()) {
                                c.desk.tools()
                                        .rolling()
                                        .back(
                                                c.instances(mode),
                                                "a change that nobody waits for any more was taken back");
                            }
                        });
    }

    private void back(Set<Mode> modes, FixRecord.State state, String word, String why, Blame blame) {
        undo(modes, more -> done(modes, Fixes.Event.of(state, word, Optional.empty(), why + more), blame));
    }

    private void undo(Set<Mode> modes, java.util.function.Consumer<String> then) {
        c.go(new Step(c) {
            @Override
            void enter() {
                c.desk.crew().ask("undo", c.desk.config().limits().command(), () -> undo(modes), answer -> {
                    if (c.at(this)) {
                        then.accept(trouble(answer));
                    }
                });
            }

            @Override
            boolean concerns(String fix) {
                return repair.ids().contains(fix);
            }
        });
    }

    /**
     * Why it could not be taken back, in words; what may be done later, as on a disk that is full now, breaks the case,
     * and is done then.
     */
    private static String trouble(Crew.Answer<Boolean> answer) {
        if (answer instanceof Crew.Failed<Boolean> failed && !(failed.why() instanceof Refused)) {
            throw new IllegalStateException("a repair could not be taken back yet", failed.why());
        }
        return answer instanceof Crew.Failed<Boolean> failed ? "; taking it back failed: " + failed.words() : "";
    }

    private boolean undo(Set<Mode> modes) throws Exception {
        for (Mode mode : modes) {
            c.desk.tools().undo().fixes(Set.copyOf(repair.ids()), mode);
        }
        return true;
    }

    private void done(Set<Mode> modes, Fixes.Event event, Blame blame) {
        for (Repair.Part part : repair.parts()) {
            c.desk.fixes().note(part.id(), event);
            if (blame == Blame.FIX) {
                ban(part, event.detail());
            }
        }
        for (Mode mode : modes) {
            c.desk.tools().rolling().back(c.instances(mode), "repair taken back: " + event.detail());
        }
        c.lose(repair.words() + ": " + event.detail(), blame == Blame.WORLD);
    }

    private void ban(Repair.Part part, String why) {
        String fingerprint = part.proposal().issue().fingerprint();
        String pattern = part.proposal().fix().pattern();
        c.desk.memory().never().ban(fingerprint, pattern, why, c.desk.loop().now());
        c.desk.neighbours()
                .records()
                .get()
                .ifPresent(r ->
                        r.outcome(fingerprint, part.proposal().issue().family().word(), pattern, false));
    }
}
