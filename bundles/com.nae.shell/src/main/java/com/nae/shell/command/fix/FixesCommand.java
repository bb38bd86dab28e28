package com.nae.shell.command.fix;

import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.shell.command.CommandArguments;
import com.nae.shell.text.AnsiStyle;
import com.nae.shell.text.JsonOutput;
import com.nae.shell.text.TextTable;
import com.nae.shell.text.UnitFormat;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae fixes}: lists the fixes, or shows one in detail. */
@Component
public final class FixesCommand implements Command {
    private final HealingCoordinator coordinator;

    @Activate
    public FixesCommand(@Reference HealingCoordinator coordinator) {
        this.coordinator = coordinator;
    }

    @Override
    public String name() {
        return "fixes";
    }

    @Override
    public String usage() {
        return "[ID]";
    }

    @Override
    public String summary() {
        return "list the fixes, or show one";
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return arguments.isEmpty() ? FixLookup.ids(coordinator) : List.of();
    }

    @Override
    public boolean isReadOnly(List<String> arguments) {
        return true;
    }

    @Override
    public int run(Invocation in) {
        Optional<FixRecord> one = CommandArguments.atMostOne(in).map(id -> FixLookup.find(coordinator, id));
        if (in.json()) {
            JsonOutput.print(
                    in.out(),
                    one.<Object>map(FixView::of)
                            .orElseGet(() -> coordinator.fixes().stream()
                                    .map(FixView::of)
                                    .toList()));
        } else if (one.isPresent()) {
            new FixPrinter(one.get(), in).print();
        } else {
            list(in);
        }
        return DONE;
    }

    /** A row for each fix, with its reason below. */
    private void list(Invocation in) {
        if (coordinator.fixes().isEmpty()) {
            in.out().println("No fixes so far.");
            return;
        }
        Instant now = Instant.now();
        TextTable table = new TextTable(
                        in.screen().columns(),
                        AnsiStyle.of(in.screen()),
                        "FIX",
                        "PROCESS",
                        "STATE",
                        "SINCE",
                        "ISSUE",
                        "PATTERN")
                .colourByStatus("STATE");
        coordinator
                .fixes()
                .forEach(fix -> table.row(
                        List.of(fix.fix().reason()),
                        fix.id(),
                        fix.process()
                                + fix.mode().map(mode -> "@" + mode.word()).orElse(""),
                        FixLookup.stateName(fix.state()),
                        UnitFormat.elapsed(fix.since(), now),
                        fix.issue(),
                        fix.fix().pattern()));
        table.print(in.out());
    }
}
