package com.nae.healing.flow;

import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.record.Proposal;
import com.nae.healing.trial.Baseline;
import java.util.Map;
import java.util.Optional;

/** The next thing that a case does. A step ends with exactly one of these; the pipeline maps it to the next step. */
public sealed interface Next {
    /**
     * Find out what is certain about the failure.
     *
     * @param earlier a repair of the failure by an earlier case: proven, so that it may go to live, or healed, so that
     *     it is rolled back
     * @param healed whether the earlier repair counted as healed
     */
    record Establish(Optional<Repair> earlier, boolean healed) implements Next {}

    /** Ask the healers about the failure of the case. */
    record Propose() implements Next {}

    /** Take the best remaining proposal, or give up. */
    record Choose() implements Next {}

    /** Wait until another case of the same process has ended its repair. */
    record Queue() implements Next {}

    /** Hold the starts until an endpoint answers. */
    record AwaitEndpoint(Proposal proposal) implements Next {}

    /** Restart the failing instances and change nothing. */
    record Restart(Proposal proposal) implements Next {}

    /** Make sure that the failure shows in the mode where the fix is to be tried. */
    record Reproduce(Proposal proposal, Mode mode) implements Next {}

    /**
     * Make the changes of a fix where it is tried.
     *
     * @param part the fix, which goes on top of the fixes that the repair contains
     * @param by {@code policy}, or the operator who approved it
     */
    record Apply(Repair repair, Repair.Part part, String by) implements Next {}

    /** Watch the trial of a repair. */
    record Verify(Repair repair, Baseline baseline) implements Next {}

    /**
     * Ask the healers about a failure that the repair uncovered, for a fix on top of it.
     *
     * @param setback why the repair is rolled back if there is none
     */
    record Extend(Repair repair, Issue issue, String setback) implements Next {}

    /** Ask the operator whether a repair may be made in a mode. */
    record AwaitApproval(Repair repair, Mode target) implements Next {}

    /** Make the proven changes on live. */
    record Promote(Repair repair, String by) implements Next {}

    /** Watch live after the promotion. */
    record Observe(Repair repair, Baseline baseline) implements Next {}

    /** The repair holds on live: record that, and end. @param facts what the last trial measured */
    record Heal(Repair repair, Map<String, String> facts) implements Next {}

    /** Roll a repair back byte for byte. */
    record Revert(Repair repair, Extent extent, String why, Blame blame) implements Next {
        /** A trial failed. */
        public static Revert trial(Repair repair, String why, Blame blame) {
            return new Revert(repair, Extent.TRIAL, why, blame);
        }

        /** A promoted repair does not hold. */
        public static Revert everywhere(Repair repair, String why) {
            return new Revert(repair, Extent.EVERYWHERE, why, Blame.FIX);
        }

        /** A promoted repair could not be observed to the end. */
        public static Revert onLive(Repair repair, String why) {
            return new Revert(repair, Extent.LIVE, why, Blame.NOBODY);
        }
    }

    /** End the case. @param why for the log of the runtime; may be empty */
    record End(Outcome outcome, String why) implements Next {}

    /** The modes in which a repair is rolled back. */
    enum Extent {
        /** Where it was tried. */
        TRIAL,
        /** Where it was tried, and on live. */
        EVERYWHERE,
        /** On live alone; it stays proven in the sandbox, and goes to live again when live fails again. */
        LIVE
    }

    /** The cause of a failed repair. */
    enum Blame {
        /** The fix does not work; its pattern is banned for the fingerprint. */
        FIX,
        /** Something else prevented the trial; the pattern may be tried again. */
        NOBODY,
        /** The files of the program changed in the meantime; the healers are asked again. */
        CHANGED_FILES
    }

    /** How a case ended. */
    enum Outcome {
        /** The failure is gone. */
        HEALED,
        /** The program goes on with the failure, or handles it: nothing is done. */
        LEFT_ALONE,
        /** The program survived the failure, which has come once only. */
        SEEN_ONCE,
        /** No healer had a proposal. */
        UNANSWERED,
        /** A task of the case failed, for example on a full disk. Its unfinished changes are settled later. */
        BROKEN,
        /** Anything else, such as a suggestion, an escalation, or a decision of the operator. */
        GIVEN_UP
    }
}
