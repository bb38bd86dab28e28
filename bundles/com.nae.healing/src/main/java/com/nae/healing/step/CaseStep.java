package com.nae.healing.step;

import com.nae.healing.context.CaseContext;
import com.nae.healing.flow.Case;
import com.nae.healing.flow.Next;
import com.nae.healing.flow.Step;

/** The base of all steps. Only the present step of a case can end itself. */
abstract class CaseStep implements Step {
    protected final Case c;
    protected final CaseContext context;

    CaseStep(Case c) {
        this.c = c;
        context = c.context();
    }

    /** Whether the case is still at this step. A timer or a result may arrive after the case has gone on. */
    protected final boolean isPresent() {
        return c.isAt(this);
    }

    /** Ends this step. Without effect once the case has gone on. */
    protected final void complete(Next next) {
        if (isPresent()) {
            c.go(next);
        }
    }
}
