package com.nae.healing.step;

import com.nae.healing.flow.Case;
import com.nae.healing.flow.Step;

/** The end of a case. */
public final class Closed extends Step {
    private final String why;

    public Closed(Case c, String why) {
        super(c);
        this.why = why;
    }

    @Override
    public void enter() {
        if (!why.isEmpty()) {
            org.slf4j.LoggerFactory.getLogger(Closed.class).info("{}: {}", c.process, why);
        }
    }
}
