package com.nae.shell.command.process;

import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessStatus;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae restart}: stops instances gracefully and starts them again. */
@Component
public final class RestartCommand implements Command {
    private final ProcessManager processes;

    @Activate
    public RestartCommand(@Reference ProcessManager processes) {
        this.processes = processes;
    }

    @Override
    public String name() {
        return "restart";
    }

    @Override
    public String usage() {
        return "PROCESS[@MODE]|all";
    }

    @Override
    public String summary() {
        return "stop it gracefully and start it again";
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
        return new InstanceOperation(processes, state -> state == ProcessState.RUNNING).run(in, this::restart);
    }

    /**
     * Restarts a running instance. An instance that is down is started as by {@code nae start}, which clears its
     * failures.
     */
    private CompletableFuture<ProcessStatus> restart(InstanceId id, String by) {
        boolean up = processes.status(id).map(s -> s.pid().isPresent()).orElse(false);
        return up ? processes.restart(id, "restarted by " + by) : processes.start(id, by);
    }
}
