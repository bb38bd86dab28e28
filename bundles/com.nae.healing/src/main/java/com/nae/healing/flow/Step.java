package com.nae.healing.flow;

import com.nae.api.issue.Issue;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;

/** What a case does in one state. Entered once; told of all that concerns the case; left for good. */
public abstract class Step {
    public final Case c;

    public Step(Case c) {
        this.c = c;
    }

    public abstract void enter();

    /** The case's own failure showed again. */
    public void occurred(Issue issue, InstanceId at) {}

    /**
     * Another failure of the process showed; true where this step takes it for its own doing, so that it becomes no
     * case.
     */
    public boolean noticed(Issue issue, InstanceId at) {
        return false;
    }

    public void changed(ProcessEvent event) {}

    /** Whether this step is about a fix. */
    public boolean concerns(String fix) {
        return false;
    }

    /** Whether an instance runs or is about to run by this step's will, so that it must not be held back. */
    public boolean runs(InstanceId at) {
        return false;
    }

    public void leave() {}
}
