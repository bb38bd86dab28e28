package com.nae.healing.step;

import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;

/**
 * The step that waits until another case of the process has ended its repair. Then the healers are asked again, because
 * the files may have changed.
 */
final class Queued extends CaseStep {
    Queued(Case c, Next.Queue next) {
        super(c);
    }

    @Override
    public void enter() {
        c.hold().hold("waits for another repair of " + c.process());
    }
}
