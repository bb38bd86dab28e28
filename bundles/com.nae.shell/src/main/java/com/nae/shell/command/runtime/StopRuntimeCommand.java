package com.nae.shell.command.runtime;

import com.nae.api.operation.ContinuousOperationManager;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.shell.command.CommandArguments;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae stop-runtime}: stops all processes in order, then NAE itself. */
@Component
public final class StopRuntimeCommand implements Command {
    private final ContinuousOperationManager operation;

    @Activate
    public StopRuntimeCommand(@Reference ContinuousOperationManager operation) {
        this.operation = operation;
    }

    @Override
    public String name() {
        return "stop-runtime";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "stop all processes, then NAE itself";
    }

    @Override
    public int run(Invocation in) {
        CommandArguments.none(in);
        operation.shutdown(in.caller().name());
        in.out().println("NAE is stopping.");
        return DONE;
    }
}
