package com.nae.shell.command.fix;

import com.nae.api.healing.FixRecord;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.AnsiStyle;
import com.nae.shell.text.TerminalSanitizer;
import com.nae.shell.text.UnitFormat;
import com.nae.shell.text.WrappedText;
import java.io.PrintStream;
import java.util.Locale;

/** The printer of a fix in detail, as text for the operator. */
final class FixPrinter {
    private final FixRecord record;
    private final PrintStream out;
    private final AnsiStyle style;
    private final int columns;

    FixPrinter(FixRecord record, Invocation in) {
        this.record = record;
        this.out = in.out();
        this.style = AnsiStyle.of(in.screen());
        this.columns = in.screen().columns();
    }

    void print() {
        FixView view = FixView.of(record);
        out.println(style.bold("Fix " + view.id()) + "  " + style.byStatus(view.state()) + "  for issue " + view.issue()
                + " of " + view.process() + (view.mode() == null ? "" : "@" + view.mode()));
        WrappedText.print(out, view.reason(), "  ", columns);
        WrappedText.print(
                out,
                "healer " + view.healer() + ", pattern " + view.pattern()
                        + String.format(Locale.ROOT, ", confidence %.2f", view.confidence()) + ", risk " + view.risk(),
                "  ",
                columns);
        view.changes().forEach(change -> WrappedText.print(out, "- " + change, "  ", columns));
        if (!view.diff().isBlank()) {
            out.println();
            view.diff().lines().forEach(line -> out.println(coloured(line)));
        }
        out.println();
        view.events()
                .forEach(event -> WrappedText.print(
                        out,
                        UnitFormat.timestamp(event.at()) + " " + event.event() + " by " + event.by()
                                + (event.detail().isBlank() ? "" : ": " + event.detail()),
                        "  ",
                        columns));
    }

    /** Colours a line of a diff in the usual way. */
    private String coloured(String diffLine) {
        String line = TerminalSanitizer.line(diffLine);
        if (line.startsWith("+++") || line.startsWith("---")) {
            return style.bold(line);
        }
        if (line.startsWith("+")) {
            return style.green(line);
        }
        if (line.startsWith("-")) {
            return style.red(line);
        }
        return line.startsWith("@@") ? style.cyan(line) : line;
    }
}
