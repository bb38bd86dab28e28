package com.nae.shell.command.process;

import com.nae.api.config.ConfigurationFiles;
import com.nae.api.operation.ContinuousOperationManager;
import com.nae.api.operation.OperationStatus;
import com.nae.api.process.InstanceId;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.shell.command.CommandArguments;
import com.nae.shell.text.JsonOutput;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** The command {@code nae status}: shows what runs and its health. */
@Component
public final class StatusCommand implements Command {
    private final ContinuousOperationManager operation;

    @Reference(cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC)
    private volatile ConfigurationFiles files;

    @Activate
    public StatusCommand(@Reference ContinuousOperationManager operation) {
        this.operation = operation;
    }

    @Override
    public String name() {
        return "status";
    }

    @Override
    public String usage() {
        return "[PROCESS[@MODE]]";
    }

    @Override
    public String summary() {
        return "show what runs, and its health";
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return targets(operation.getStatus()).completions();
    }

    @Override
    public boolean isReadOnly(List<String> arguments) {
        return true;
    }

    @Override
    public int run(Invocation in) {
        Optional<String> process = CommandArguments.atMostOne(in);
        OperationStatus all = operation.getStatus();
        OperationStatus shown = process.map(word -> only(all, word)).orElse(all);
        if (in.json()) {
            JsonOutput.print(in.out(), shown);
        } else {
            new StatusPrinter(shown, in).print(process.isEmpty(), process.isEmpty() ? notes() : List.of());
        }
        return DONE;
    }

    /** What valid files ask for and do not get, or ought to say; empty while nobody reads files. */
    private List<String> notes() {
        ConfigurationFiles present = files;
        return present == null ? List.of() : present.allNotes();
    }

    private static InstanceSelector targets(OperationStatus status) {
        return new InstanceSelector(status.processes().stream()
                .map(p -> InstanceId.parse(p.instance()))
                .toList());
    }

    /** The status with the named instances only. */
    private static OperationStatus only(OperationStatus s, String word) {
        Set<String> wanted = Set.copyOf(
                targets(s).select(word).stream().map(InstanceId::toString).toList());
        return new OperationStatus(
                s.mode(),
                s.version(),
                s.pid(),
                s.started(),
                s.uptimeS(),
                s.health(),
                s.reasons(),
                s.processes().stream()
                        .filter(p -> wanted.contains(p.instance()))
                        .toList(),
                s.issuesOpen(),
                s.fixesApplied(),
                s.enhancementsApplied(),
                s.refused());
    }
}
