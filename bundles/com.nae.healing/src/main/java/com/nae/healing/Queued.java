package com.nae.healing;

/** Waits until another case of the process has left the bench; then everything is thought through again. */
final class Queued extends Step {
    Queued(Case c) {
        super(c);
    }

    @Override
    void enter() {
        c.holding.hold("waits for another repair of " + c.process);
    }
}
