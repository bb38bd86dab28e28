package com.nae.shell.command.health;

import com.nae.api.health.HealthMonitor;
import com.nae.api.process.ProcessManager;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.shell.command.CommandArguments;
import com.nae.shell.text.JsonOutput;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae health}: shows the health of all instances and of the machine, with reasons. */
@Component
public final class HealthCommand implements Command {
    private final HealthMonitor monitor;
    private final ProcessManager processes;

    @Activate
    public HealthCommand(@Reference HealthMonitor monitor, @Reference ProcessManager processes) {
        this.monitor = monitor;
        this.processes = processes;
    }

    @Override
    public String name() {
        return "health";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "show health, with reasons";
    }

    @Override
    public boolean isReadOnly(List<String> arguments) {
        return true;
    }

    @Override
    public int run(Invocation in) {
        CommandArguments.none(in);
        HealthView view = HealthView.of(monitor, processes);
        if (in.json()) {
            JsonOutput.print(in.out(), view);
        } else {
            new HealthPrinter(view, in).print();
        }
        return DONE;
    }
}
