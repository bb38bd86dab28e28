package com.nae.healing;

/** The end of a case. */
final class Closed extends Step {
    private final String why;

    Closed(Case c, String why) {
        super(c);
        this.why = why;
    }

    @Override
    void enter() {
        if (!why.isEmpty()) {
            org.slf4j.LoggerFactory.getLogger(Closed.class).info("{}: {}", c.process, why);
        }
    }
}
