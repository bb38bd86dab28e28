package com.nae.shell.command.fix;

import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae apply}: makes a fix that is suggested, or that is not in force any more. */
@Component
public final class ApplyCommand implements Command {
    private final HealingCoordinator coordinator;

    @Activate
    public ApplyCommand(@Reference HealingCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public String name() {
        return "apply";
    }

    @Override
    public String usage() {
        return "FIX";
    }

    @Override
    public String summary() {
        return "apply a suggested or rolled-back fix, with trial and proof";
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return arguments.isEmpty() ? FixLookup.ids(coordinator) : List.of();
    }

    @Override
    public int run(Invocation in) {
        return new FixDecision(coordinator).decide(in, coordinator::apply);
    }
}
