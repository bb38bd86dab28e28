package com.nae.shell.command;

import com.nae.api.healing.FixRecord;
import com.nae.api.shell.Invocation;
import com.nae.shell.text.Quantity;
import com.nae.shell.text.Style;
import com.nae.shell.text.TerminalText;
import com.nae.shell.text.Wrapped;
import java.io.PrintStream;
import java.util.Locale;

/** All that is known of a fix, as a person reads it. */
final class FixText {
    private final FixRecord record;
    private final PrintStream out;
    private final Style style;
    private final int columns;

    FixText(FixRecord record, Invocation in) {
        this.record = record;
        this.out = in.out();
        this.style = Style.of(in.screen());
        this.columns = in.screen().columns();
    }

    void print() {
        FixView view = FixView.of(record);
        out.println(style.bold("Fix " + view.id()) + "  " + style.rated(view.state()) + "  for issue " + view.issue() + " of " + view.process()
                + (view.mode() == null ? "" : "@" + view.mode()));
        Wrapped.print(out, view.reason(), "  ", columns);
        Wrapped.print(out, "healer " + view.healer() + ", pattern " + view.pattern() + String.format(Locale.ROOT, ", confidence %.2f", view.confidence())
                + ", risk " + view.risk(), "  ", columns);
        view.changes().forEach(change -> Wrapped.print(out, "- " + change, "  ", columns));
        if (!view.diff().isBlank()) {
            out.println();
            view.diff().lines().forEach(line -> out.println(painted(line)));
        }
        out.println();
        view.events().forEach(event -> Wrapped.print(out, Quantity.moment(event.at()) + " " + event.event() + " by " + event.by()
                + (event.detail().isBlank() ? "" : ": " + event.detail()), "  ", columns));
    }

    private String painted(String diffLine) {
        String line = TerminalText.line(diffLine);
        if (line.startsWith("+++") || line.startsWith("---")) {
            return style.bold(line);
        }
        return line.startsWith("+") ? style.green(line) : line.startsWith("-") ? style.red(line) : line.startsWith("@@") ? style.cyan(line) : line;
    }
}
