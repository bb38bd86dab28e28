package com.nae.healing.step;

import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The last step of a case, which logs why it ended. */
final class Closed extends CaseStep {
    private static final Logger LOG = LoggerFactory.getLogger(Closed.class);
    private final String why;

    Closed(Case c, Next.End next) {
        super(c);
        why = next.why();
    }

    @Override
    public void enter() {
        if (!why.isEmpty()) {
            LOG.info("{}: {}", c.process(), why);
        }
    }
}
