package com.nae.healing.step;

import com.nae.healing.flow.Case;
import com.nae.healing.flow.Step;

/** Waits until another case of the process has left the bench; then everything is thought through again. */
public final class Queued extends Step {
    public Queued(Case c) {
        super(c);
    }

    @Override
    public void enter() {
        c.hold.hold("waits for another repair of " + c.process);
    }
}
