package com.nae.healing.record;

import com.nae.api.healing.ChangeEvent;
import com.nae.api.healing.ChangeLog.AppliedChange;
import com.nae.api.healing.FixRecord.State;
import com.nae.api.process.Mode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * One event in the lifecycle of a fix, for its record and for the change log. There is one factory for each event. It
 * names the state that the fix enters and the event word of the change log.
 *
 * @param state the new state of the fix
 * @param word the event word of the change log
 * @param mode where the fix is in force from then on; empty where it is in force nowhere
 * @param detail the reason, in one sentence
 * @param by {@code policy}, or the name of the operator
 * @param made the changes that were made
 * @param verification measured values, by name
 */
public record FixEvent(
        State state,
        ChangeEvent word,
        Optional<Mode> mode,
        String detail,
        String by,
        List<AppliedChange> made,
        Map<String, String> verification) {
    private static FixEvent of(State state, ChangeEvent word, Optional<Mode> mode, String detail) {
        return new FixEvent(state, word, mode, detail, "policy", List.of(), Map.of());
    }

    /** A healer proposed the fix. */
    static FixEvent proposed(String reason) {
        return of(State.PROPOSED, ChangeEvent.PROPOSED, Optional.empty(), reason);
    }

    /** The fix is a suggestion to the operator; healing does not apply it. */
    public static FixEvent suggested(String remedy) {
        return of(State.SUGGESTED, ChangeEvent.SUGGESTED, Optional.empty(), remedy);
    }

    /** Starts are held until an endpoint answers. The program is not changed. */
    public static FixEvent waiting(String why) {
        return of(State.WAITING, ChangeEvent.APPLIED, Optional.empty(), why);
    }

    /** The instances are restarted. The program is not changed. */
    public static FixEvent restarting(String why) {
        return of(State.TRYING, ChangeEvent.APPLIED, Optional.empty(), why);
    }

    /** The changes are made in the mode of the trial. */
    public static FixEvent applied(Mode trial, String why) {
        return of(State.TRYING, ChangeEvent.APPLIED, Optional.of(trial), why);
    }

    /** The trial showed that the fix holds. */
    public static FixEvent proven(Mode trial, String why) {
        return of(State.PROVEN, ChangeEvent.PROVEN, Optional.of(trial), why);
    }

    /** The fix needs the approval of the operator. @param before the state it has had until now */
    public static FixEvent awaitingApproval(State before, Optional<Mode> mode) {
        return of(
                State.AWAITING_APPROVAL,
                before == State.PROVEN ? ChangeEvent.PROVEN : ChangeEvent.PROPOSED,
                mode,
                "waits for approval");
    }

    /** The operator, or a policy that changed since, approved the fix. */
    public static FixEvent approved(Optional<Mode> mode) {
        return of(State.AWAITING_APPROVAL, ChangeEvent.APPROVED, mode, "");
    }

    /** The proven changes are made on live and observed there. */
    public static FixEvent promoted(String why) {
        return of(State.OBSERVED, ChangeEvent.PROMOTED, Optional.of(Mode.LIVE), why);
    }

    /** The failure has stayed away; the fix remains in force. */
    public static FixEvent healed(Optional<Mode> mode, String why) {
        return of(State.HEALED, ChangeEvent.HEALED, mode, why);
    }

    /** The trial failed, and nothing of the fix is in force. */
    public static FixEvent failed(String why) {
        return of(State.FAILED, ChangeEvent.FAILED, Optional.empty(), why);
    }

    /** The fix was in force and is rolled back in every mode. */
    public static FixEvent rolledBack(String why) {
        return of(State.ROLLED_BACK, ChangeEvent.ROLLED_BACK, Optional.empty(), why);
    }

    /** The fix is rolled back on live and stays in force where it is proven. */
    public static FixEvent rolledBackOnLive(Mode proven, String why) {
        return of(State.PROVEN, ChangeEvent.ROLLED_BACK, Optional.of(proven), why);
    }

    /** The operator rejected the fix. */
    public static FixEvent rejected(String why) {
        return of(State.REJECTED, ChangeEvent.REJECTED, Optional.empty(), why);
    }

    /** The same event, caused by an operator. */
    public FixEvent by(String operator) {
        return new FixEvent(state, word, mode, detail, operator, made, verification);
    }

    /** The same event with the changes that were made. */
    public FixEvent made(List<AppliedChange> changes) {
        return new FixEvent(state, word, mode, detail, by, changes, verification);
    }

    /** The same event with measured values. */
    public FixEvent measured(Map<String, String> facts) {
        return new FixEvent(state, word, mode, detail, by, made, facts);
    }
}
