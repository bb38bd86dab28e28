package com.nae.shell.command.process;

import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae stop}: stops the whole process trees of instances and waits until they have ended. */
@Component
public final class StopCommand implements Command {
    private final ProcessManager processes;

    @Activate
    public StopCommand(@Reference ProcessManager processes) {
        this.processes = processes;
    }

    @Override
    public String name() {
        return "stop";
    }

    @Override
    public String usage() {
        return "PROCESS[@MODE]|all";
    }

    @Override
    public String summary() {
        return "stop its process tree until it is started";
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return arguments.isEmpty()
                ? Stream.concat(new InstanceSelector(processes).completions().stream(), Stream.of(InstanceSelector.ALL))
                        .toList()
                : List.of();
    }

    @Override
    public int run(Invocation in) {
        return new InstanceOperation(processes, state -> state == ProcessState.STOPPED || state == ProcessState.EXITED)
                .run(in, processes::stop);
    }
}
