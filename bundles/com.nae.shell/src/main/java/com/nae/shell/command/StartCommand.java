package com.nae.shell.command;

import com.nae.api.process.ProcessManager;
import com.nae.api.process.State;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Starts instances and waits until they run. */
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
        return "start it; clears a stop on purpose";
    }

    @Override
    public List<String> next(List<String> arguments) {
        return arguments.isEmpty() ? Stream.concat(new Targets(processes).words().stream(), Stream.of(Targets.ALL)).toList() : List.of();
    }

    @Override
    public int run(Invocation in) {
        return new Order(processes, state -> state == State.RUNNING || state == State.EXITED).give(in, processes::start);
    }
}
