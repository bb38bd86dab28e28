package com.nae.shell.command;

import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.Json;
import com.nae.shell.text.Nearest;
import com.nae.shell.text.Style;
import com.nae.shell.text.Table;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Shows issues, or all that is known of one. */
@Component
public final class IssuesCommand implements Command {
    private final IssueTracker tracker;

    @Activate
    public IssuesCommand(@Reference IssueTracker tracker) {
        this.tracker = tracker;
    }

    @Override
    public String name() {
        return "issues";
    }

    @Override
    public String usage() {
        return "[ID]";
    }

    @Override
    public String summary() {
        return "what went wrong";
    }

    @Override
    public List<String> next(List<String> arguments) {
        return arguments.isEmpty() ? ids() : List.of();
    }

    @Override
    public boolean reads(List<String> arguments) {
        return true;
    }

    @Override
    public int run(Invocation in) {
        Optional<Issue> one = Words.atMostOne(in).map(this::named);
        if (in.json()) {
            Json.print(in.out(), one.<Object>map(issue -> IssueView.whole(issue, tracker.history(issue.id())))
                    .orElseGet(() -> tracker.list().stream().map(IssueView::of).toList()));
        } else if (one.isPresent()) {
            new IssueText(one.get(), tracker.history(one.get().id()), in).print();
        } else {
            list(in);
        }
        return DONE;
    }

    private List<String> ids() {
        return tracker.list().stream().map(Issue::id).toList();
    }

    private Issue named(String id) {
        return tracker.find(id).orElseThrow(() -> CommandException.unknown("no issue '" + id + "'" + Nearest.hint(id, ids())));
    }

    private void list(Invocation in) {
        if (tracker.list().isEmpty()) {
            in.out().println("No issues: nothing went wrong so far.");
            return;
        }
        Instant now = Instant.now();
        Table table = new Table(in.screen().columns(), Style.of(in.screen()), "ISSUE", "PROCESS", "COUNT", "LAST", "STATUS", "TYPE", "MESSAGE").rated("STATUS");
        new IssueRows(tracker.list()).print(table, now);
        table.print(in.out());
    }
}
