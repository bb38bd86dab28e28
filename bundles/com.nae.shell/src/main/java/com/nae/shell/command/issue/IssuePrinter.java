package com.nae.shell.command.issue;

import com.nae.api.issue.Issue;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.AnsiStyle;
import com.nae.shell.text.TerminalSanitizer;
import com.nae.shell.text.UnitFormat;
import com.nae.shell.text.WrappedText;
import java.io.PrintStream;
import java.util.List;

/** The printer of an issue in detail, as text for the operator. */
final class IssuePrinter {
    private final Issue issue;
    private final List<Issue.Step> history;
    private final PrintStream out;
    private final AnsiStyle style;
    private final int columns;

    IssuePrinter(Issue issue, List<Issue.Step> history, Invocation in) {
        this.issue = issue;
        this.history = history;
        this.out = in.out();
        this.style = AnsiStyle.of(in.screen());
        this.columns = in.screen().columns();
    }

    void print() {
        IssueView view = IssueView.of(issue);
        out.println(style.bold("Issue " + view.id()) + "  " + style.byStatus(view.status()) + "  " + view.process()
                + "  " + view.family());
        WrappedText.print(out, view.type() + ": " + view.message(), "  ", columns);
        if (view.file() != null) {
            WrappedText.print(
                    out,
                    "at " + view.file() + (view.line() == null ? "" : ":" + view.line())
                            + (view.function() == null ? "" : " in " + view.function()),
                    "  ",
                    columns);
        }
        WrappedText.print(
                out,
                UnitFormat.plural(view.count(), "time") + " in " + String.join(", ", view.instances()) + ", first "
                        + UnitFormat.timestamp(view.firstSeen()) + ", last " + UnitFormat.timestamp(view.lastSeen()),
                "  ",
                columns);
        issue.remedy().ifPresent(remedy -> WrappedText.print(out, "Remedy: " + remedy, "  ", columns));
        printFacts();
        out.println();
        issue.evidence().forEach(line -> out.println(style.faint("  | ") + TerminalSanitizer.line(line)));
        history.forEach(step -> WrappedText.print(
                out,
                UnitFormat.timestamp(step.at()) + " " + IssueView.statusName(step.status())
                        + (step.remark().isBlank() ? "" : ": " + step.remark()),
                "  ",
                columns));
    }

    private void printFacts() {
        issue.facts()
                .forEach(fact -> WrappedText.print(
                        out,
                        "Fact: " + fact.kind().word() + " in " + fact.instance() + ", "
                                + UnitFormat.timestamp(fact.at())
                                + (fact.detail().isBlank() ? "" : ": " + fact.detail()),
                        "  ",
                        columns));
    }
}
