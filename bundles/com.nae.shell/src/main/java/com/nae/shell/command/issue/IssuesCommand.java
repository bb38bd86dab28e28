package com.nae.shell.command.issue;

import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.shell.Command;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import com.nae.shell.command.CommandArguments;
import com.nae.shell.text.AnsiStyle;
import com.nae.shell.text.JsonOutput;
import com.nae.shell.text.SpellingHint;
import com.nae.shell.text.TextTable;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The command {@code nae issues}: lists the issues, or shows one in detail. */
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
        return "list the issues, or show one";
    }

    @Override
    public List<String> completions(List<String> arguments) {
        return arguments.isEmpty() ? ids() : List.of();
    }

    @Override
    public boolean isReadOnly(List<String> arguments) {
        return true;
    }

    @Override
    public int run(Invocation in) {
        Optional<Issue> one = CommandArguments.atMostOne(in).map(this::named);
        if (in.json()) {
            JsonOutput.print(
                    in.out(),
                    one.<Object>map(issue -> IssueView.detail(issue, tracker.history(issue.id())))
                            .orElseGet(() ->
                                    tracker.list().stream().map(IssueView::of).toList()));
        } else if (one.isPresent()) {
            new IssuePrinter(one.get(), tracker.history(one.get().id()), in).print();
        } else {
            list(in);
        }
        return DONE;
    }

    private List<String> ids() {
        return tracker.list().stream().map(Issue::id).toList();
    }

    private Issue named(String id) {
        return tracker.find(id)
                .orElseThrow(() -> CommandException.unknown("no issue '" + id + "'" + SpellingHint.hint(id, ids())));
    }

    /** A row for each issue; issues with one cause share a row. */
    private void list(Invocation in) {
        if (tracker.list().isEmpty()) {
            in.out().println("No issues so far.");
            return;
        }
        Instant now = Instant.now();
        TextTable table = new TextTable(
                        in.screen().columns(),
                        AnsiStyle.of(in.screen()),
                        "ISSUE",
                        "PROCESS",
                        "COUNT",
                        "LAST",
                        "STATUS",
                        "TYPE",
                        "MESSAGE")
                .colourByStatus("STATUS");
        new IssueTable(tracker.list()).print(table, now);
        table.print(in.out());
    }
}
