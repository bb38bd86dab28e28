package com.nae.healing.step;

import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;

/** Waits until another case of the process has ended its repair; then the healers are asked again. */
final class Queued extends CaseStep {
    Queued(Case c, Next.Queue next) {
        super(c);
    }

    @Override
    public void enter() {
        c.hold().hold("waits for another repair of " + c.process());
    }
}
