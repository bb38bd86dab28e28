package com.nae.shell.command.fix;

import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.shell.command.CommandArguments;
import com.nae.shell.text.JsonOutput;
import com.nae.shell.text.TerminalSanitizer;
import java.util.function.BiFunction;

/** A decision of the operator about a fix. It prints the outcome. */
final class FixDecision {
    private final HealingCoordinator coordinator;

    FixDecision(HealingCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    /**
     * Carries out a decision. @param decision takes the id of the fix and the name of the caller @return the exit code
     */
    int decide(Invocation in, BiFunction<String, String, HealingCoordinator.Outcome> decision) {
        String id = FixLookup.find(coordinator, CommandArguments.one(in, "FIX")).id();
        HealingCoordinator.Outcome outcome = decision.apply(id, in.caller().name());
        if (in.json()) {
            JsonOutput.print(in.out(), outcome);
        } else {
            (outcome.done() ? in.out() : in.err())
                    .println((outcome.done() ? "" : "nae: ") + TerminalSanitizer.line(outcome.message()));
        }
        return outcome.done() ? Command.DONE : Command.FAILED;
    }
}
