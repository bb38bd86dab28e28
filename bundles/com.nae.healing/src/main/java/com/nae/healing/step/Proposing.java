package com.nae.healing.step;

import com.nae.api.issue.Issue;
import com.nae.api.process.Mode;
import com.nae.healing.context.CaseContext;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Step;
import com.nae.healing.healers.HealerRegistry;
import java.util.function.Consumer;

/** Asks the healers about an issue, on the files of one mode. */
public final class Proposing extends Step {
    private final Issue about;
    private final Mode mode;
    private final Consumer<HealerRegistry.Advice> then;

    public Proposing(Case c, Issue about, Mode mode, Consumer<HealerRegistry.Advice> then) {
        super(c);
        this.about = about;
        this.mode = mode;
        this.then = then;
    }

    @Override
    public void enter() {
        CaseContext desk = c.context;
        desk.healers().ask(desk, about, () -> desk.sources(c.process, mode), advice -> {
            if (c.at(this)) {
                then.accept(advice);
            }
        });
    }
}
