package com.nae.shell.command.fix;

import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae reject}: rejects a fix, and bans it for its issue. */
@Component
public final class RejectCommand implements Command {
    private final HealingCoordinator coordinator;

    @Activate
    public RejectCommand(@Reference HealingCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public String name() {
        return "reject";
    }

    @Override
    public String usage() {
        return "FIX";
    }

    @Override
    public String summary() {
        return "reject a fix for good";
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return arguments.isEmpty() ? FixLookup.ids(coordinator) : List.of();
    }

    @Override
    public int run(Invocation in) {
        return new FixDecision(coordinator).decide(in, coordinator::reject);
    }
}
