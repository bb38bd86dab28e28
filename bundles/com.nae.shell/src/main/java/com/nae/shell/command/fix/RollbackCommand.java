package com.nae.shell.command.fix;

import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae rollback}: undoes all changes of a fix. */
@Component
public final class RollbackCommand implements Command {
    private final HealingCoordinator coordinator;

    @Activate
    public RollbackCommand(@Reference HealingCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public String name() {
        return "rollback";
    }

    @Override
    public String usage() {
        return "FIX";
    }

    @Override
    public String summary() {
        return "roll a fix back, byte for byte";
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return arguments.isEmpty() ? FixLookup.ids(coordinator) : List.of();
    }

    @Override
    public int run(Invocation in) {
        return new FixDecision(coordinator).decide(in, coordinator::rollback);
    }
}
