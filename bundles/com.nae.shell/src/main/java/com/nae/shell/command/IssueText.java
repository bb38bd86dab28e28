package com.nae.shell.command;

import com.nae.api.issue.Issue;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.Quantity;
import com.nae.shell.text.Style;
import com.nae.shell.text.TerminalText;
import com.nae.shell.text.Wrapped;
import java.io.PrintStream;
import java.util.List;

/** All that is known of an issue, as a person reads it. */
final class IssueText {
    private final Issue issue;
    private final List<Issue.Step> history;
    private final PrintStream out;
    private final Style style;
    private final int columns;

    IssueText(Issue issue, List<Issue.Step> history, Invocation in) {
        this.issue = issue;
        this.history = history;
        this.out = in.out();
        this.style = Style.of(in.screen());
        this.columns = in.screen().columns();
    }

    void print() {
        IssueView view = IssueView.of(issue);
        out.println(style.bold("Issue " + view.id()) + "  " + style.rated(view.status()) + "  " + view.process() + "  " + view.family());
        Wrapped.print(out, view.type() + ": " + view.message(), "  ", columns);
        if (view.file() != null) {
            Wrapped.print(out, "at " + view.file() + (view.line() == null ? "" : ":" + view.line())
                    + (view.function() == null ? "" : " in " + view.function()), "  ", columns);
        }
        Wrapped.print(out, Quantity.plural(view.count(), "time") + " in " + String.join(", ", view.instances()) + ", first " + Quantity.moment(view.firstSeen())
                + ", last " + Quantity.moment(view.lastSeen()), "  ", columns);
        issue.remedy().ifPresent(remedy -> Wrapped.print(out, "Remedy: " + remedy, "  ", columns));
        out.println();
        issue.evidence().forEach(line -> out.println(style.faint("  | ") + TerminalText.line(line)));
        history.forEach(step -> Wrapped.print(out, Quantity.moment(step.at()) + " " + IssueView.word(step.status()) + (step.remark().isBlank() ? "" : ": " + step.remark()), "  ", columns));
    }
}
