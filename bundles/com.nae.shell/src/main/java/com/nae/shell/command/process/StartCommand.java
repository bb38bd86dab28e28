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

/** The command {@code nae start}: starts instances and waits until they run. */
@Component
public final class StartCommand implements Command {
    private final ProcessManager processes;

    @Activate
    public StartCommand(@Reference ProcessManager processes) {
        this.processes = processes;
    }

    @Override
    public String name() {
        return "start";
    }

    @Override
    public String usage() {
        return "PROCESS[@MODE]|all";
    }

    @Override
    public String summary() {
        return "start it; undoes an earlier stop";
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
        return new InstanceOperation(processes, state -> state == ProcessState.RUNNING || state == ProcessState.EXITED)
                .run(in, processes::start);
    }
}
