package com.nae.shell.command.fix;

import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae approve}: lets a fix that awaits approval go to live. */
@Component
public final class ApproveCommand implements Command {
    private final HealingCoordinator coordinator;

    @Activate
    public ApproveCommand(@Reference HealingCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public String name() {
        return "approve";
    }

    @Override
    public String usage() {
        return "FIX";
    }

    @Override
    public String summary() {
        return "approve a fix: it is applied to live";
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return arguments.isEmpty() ? FixLookup.ids(coordinator) : List.of();
    }

    @Override
    public int run(Invocation in) {
        return new FixDecision(coordinator).decide(in, coordinator::approve);
    }
}
