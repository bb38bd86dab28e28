package com.nae.shell.command.fix;

import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.shell.command.CommandArguments;
import com.nae.shell.text.AnsiStyle;
import com.nae.shell.text.JsonOutput;
import com.nae.shell.text.TextTable;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae healers}: lists the healers in force. */
@Component
public final class HealersCommand implements Command {
    private final HealingCoordinator coordinator;

    /** A healer as {@code nae healers --json} prints it. */
    private record Listed(String name, String bundle, String version, String state) {
        static Listed of(HealingCoordinator.HealerInfo healer) {
            return new Listed(
                    healer.name(),
                    healer.bundle(),
                    healer.version(),
                    healer.state().word());
        }
    }

    @Activate
    public HealersCommand(@Reference HealingCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public String name() {
        return "healers";
    }

    @Override
    public String usage() {
        return "";
    }

    @Override
    public String summary() {
        return "list the healers";
    }

    @Override
    public boolean isReadOnly(List<String> arguments) {
        return true;
    }

    @Override
    public int run(Invocation in) {
        CommandArguments.none(in);
        if (in.json()) {
            JsonOutput.print(
                    in.out(), coordinator.healers().stream().map(Listed::of).toList());
            return DONE;
        }
        TextTable table =
                new TextTable(in.screen().columns(), AnsiStyle.of(in.screen()), "HEALER", "STATE", "BUNDLE", "VERSION");
        coordinator
                .healers()
                .forEach(healer -> table.row(healer.name(), healer.state().word(), healer.bundle(), healer.version()));
        table.print(in.out());
        return DONE;
    }
}
