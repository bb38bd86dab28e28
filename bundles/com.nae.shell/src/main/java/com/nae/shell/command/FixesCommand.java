package com.nae.shell.command;

import com.nae.api.healing.FixRecord;
import com.nae.api.healing.HealingCoordinator;
import com.nae.api.shell.Command;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.Json;
import com.nae.shell.text.Quantity;
import com.nae.shell.text.Style;
import com.nae.shell.text.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows fixes, or all that is known of one. */
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
        return "what was, or could be, done about issues";
    }

    @Override
    public List<String> next(List<String> arguments) {
        return arguments.isEmpty() ? Fixes.ids(coordinator) : List.of();
    }

    @Override
    public boolean reads(List<String> arguments) {
        return true;
    }

    @Override
    public int run(Invocation in) {
        Optional<FixRecord> one = Words.atMostOne(in).map(id -> Fixes.named(coordinator, id));
        if (in.json()) {
            Json.print(in.out(), one.<Object>map(FixView::of).orElseGet(() -> coordinator.fixes().stream().map(FixView::of).toList()));
        } else if (one.isPresent()) {
            new FixText(one.get(), in).print();
        } else {
            list(in);
        }
        return DONE;
    }

    private void list(Invocation in) {
        if (coordinator.fixes().isEmpty()) {
            in.out().println("No fixes: nothing went wrong so far that could be repaired.");
            return;
        }
        Instant now = Instant.now();
        Table table = new Table(in.screen().columns(), Style.of(in.screen()), "FIX", "PROCESS", "STATE", "SINCE", "ISSUE", "PATTERN").rated("STATE");
        coordinator.fixes().forEach(fix -> table.row(List.of(fix.fix().reason()), fix.id(), fix.process() + fix.mode().map(mode -> "@" + mode.word()).orElse(""), Fixes.word(fix.state()),
                Quantity.since(fix.since(), now), fix.issue(), fix.fix().pattern()));
        table.print(in.out());
    }
}
