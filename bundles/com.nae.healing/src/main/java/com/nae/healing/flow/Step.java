package com.nae.healing.flow;

import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;

/**
 * One step of a case. It is entered once, gets every event of its case, and is left for good. A step ends by passing a
 * {@link Next} to its case. It does not know which step follows.
 */
public interface Step {
    /** Begins the work of this step. */
    void enter();

    /** Ends timers and watches, because the case takes another step. */
    default void leave() {}

    /** The failure of this case occurred again. */
    default void occurred(Issue issue, InstanceId at) {}

    /** The program of an instance ended with the failure of this case. */
    default void ended(InstanceId at) {}

    /** There is a new fact about the failure of this case. */
    default void factFound() {}

    /**
     * Another failure of the process occurred. @return whether this step caused it, so that no case is opened for it
     */
    default boolean claims(Issue issue, InstanceId at) {
        return false;
    }

    /** An instance of the process changed its state. */
    default void changed(ProcessEvent event) {}

    /** Whether this step works on a fix. */
    default boolean concerns(String fix) {
        return false;
    }

    /** Whether this step needs an instance to run, so that its starts must not be held. */
    default boolean needsRunning(InstanceId at) {
        return false;
    }

    /** The operator approves. @param by name of the operator @return whether this step waited for approval */
    default boolean approve(String by) {
        return false;
    }
}
