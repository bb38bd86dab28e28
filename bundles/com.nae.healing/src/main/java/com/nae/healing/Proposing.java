package com.nae.healing;

import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import java.util.function.Consumer;

/** Asks the healers about an issue, on the files of one mode. */
final class Proposing extends Step {
    private final Issue about;
    private final Mode mode;
    private final Consumer<Healers.Advice> then;

    Proposing(Case c, Issue about, Mode mode, Consumer<Healers.Advice> then) {
        super(c);
        this.about = about;
        this.mode = mode;
        this.then = then;
    }

    @Override
    void enter() {
        Desk desk = c.desk;
        desk.healers().ask(desk, about, () -> desk.sources(c.process, mode), advice -> {
            if (c.at(this)) {
                then.accept(advice);
            }
        });
    }
}
