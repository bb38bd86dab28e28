package com.nae.shell.command;

import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.Json;
import com.nae.shell.text.TerminalText;
import java.util.function.BiFunction;

/** A person's word on a fix. */
final class Decision {
    private final HealingCoordinator coordinator;

    Decision(HealingCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    int take(Invocation in, BiFunction<String, String, HealingCoordinator.Outcome> decide) {
        String id = Fixes.named(coordinator, Words.one(in, "FIX")).id();
        HealingCoordinator.Outcome outcome = decide.apply(id, in.caller().name());
        if (in.json()) {
            Json.print(in.out(), outcome);
        } else {
            (outcome.done() ? in.out() : in.err()).println((outcome.done() ? "" : "nae: ") + TerminalText.line(outcome.message()));
        }
        return outcome.done() ? Command.DONE : Command.FAILED;
    }
}
