package com.nae.learning.command;

import com.nae.api.learning.ErrorGroup;
import com.nae.api.learning.PatternRecord;
import com.nae.learning.watch.HumanDuration;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** What was learned, for a person. */
final class LearningPrinter {
    private static final int MOST = 20;
    private static final int NARROWEST = 40;
    private static final String HANGING = "    ";
    private final LearningView view;
    private final PrintStream out;
    private final int columns;

    LearningPrinter(LearningView view, PrintStream out, int columns) {
        this.view = view;
        this.out = out;
        this.columns = Math.max(NARROWEST, columns);
    }

    void print(String part) {
        Map<String, Runnable> parts = new LinkedHashMap<>();
        parts.put("causes", this::causes);
        parts.put(
                "forecasts",
                () -> section(
                        "Running out",
                        view.forecasts().stream()
                                .map(LearningView.ForecastView::sentence)
                                .toList(),
                        "no resource runs towards its limit"));
        parts.put(
                "anomalies",
                () -> section(
                        "Unusual in the last day",
                        view.anomalies().stream()
                                .map(a -> ago(a.at()) + "  " + a.sentence())
                                .toList(),
                        "nothing"));
        parts.put("restarts", this::restarts);
        parts.put("enhancements", this::enhancements);
        parts.put(
                "records",
                () -> section(
                        "What works",
                        view.records().stream()
                                .filter(r -> !part.isEmpty() || r.fingerprint().isEmpty())
                                .map(LearningPrinter::words)
                                .toList(),
                        "nothing was tried yet"));
        parts.forEach((name, print) -> {
            if (part.isEmpty() || part.equals(name)) {
                print.run();
            }
        });
    }

    private void causes() {
        out.println("Common causes of errors:" + (view.causes().isEmpty() ? " no errors so far." : ""));
        view.causes().stream().limit(MOST).forEach(g -> {
            line("  " + g.cause());
            line("      " + g.count() + " times in " + String.join(", ", g.processes()) + ", first " + ago(g.since())
                    + ", last " + ago(g.last()) + "; " + g.trend().name().toLowerCase(Locale.ROOT) + ", "
                    + Math.round(g.perHour()) + " in the last hour; issues "
                    + String.join(" ", g.issues().stream().limit(8).toList()));
            g.changedBefore().forEach(c -> line("      before it: " + c));
            g.tried().forEach(t -> line("      tried: " + words(t)));
            line("      do: " + g.suggestion());
        });
    }

    private void restarts() {
        section(
                "Restarts ahead",
                view.restarts().planned().stream()
                        .map(r -> r.instance() + " at " + r.at() + " (" + r.state() + "): " + r.reason())
                        .toList(),
                "none");
        if (!view.restarts().made().isEmpty()) {
            section(
                    "Restarts made",
                    view.restarts().made().stream()
                            .map(r -> ago(r.at()) + "  " + r.instance() + ": " + r.state() + "; " + r.reason())
                            .toList(),
                    "none");
        }
    }

    private void enhancements() {
        section(
                "Enhancements applied: " + view.enhancementsApplied(),
                view.enhancements().stream()
                        .limit(MOST)
                        .map(e -> e.instance() + ": " + e.setting() + " from " + e.from()
                                + " to " + e.to() + ", " + e.reason()
                                + (e.inForce()
                                        ? e.effect().isEmpty()
                                                ? "; expected: " + e.expected()
                                                : "; effect: " + e.effect()
                                        : "; withdrawn: " + e.withdrawn()))
                        .toList(),
                "none so far");
    }

    private void section(String title, List<String> lines, String none) {
        out.println(title + ":" + (lines.isEmpty() ? " " + none + "." : ""));
        lines.stream().limit(MOST).forEach(l -> line("  " + l));
    }

    /** Prints what fits on the screen, and what does not on lines below it, set in. */
    private void line(String text) {
        String left = clean(text).stripTrailing();
        String margin = " ".repeat(left.length() - left.stripLeading().length()) + HANGING;
        while (left.length() > columns) {
            int end = left.lastIndexOf(' ', columns);
            end = end <= margin.length() ? columns : end;
            out.println(left.substring(0, end).stripTrailing());
            left = margin + left.substring(end).stripLeading();
        }
        out.println(left);
    }

    private static String words(ErrorGroup.Tried t) {
        return t.pattern() + (t.here() ? " here, " : " elsewhere, ") + t.successes() + " of " + t.tries() + " worked";
    }

    private static String words(PatternRecord r) {
        return String.format(
                Locale.ROOT,
                "%3.0f%%  %s (%s%s), tried %d times%s",
                100 * r.expected(),
                r.pattern(),
                r.family(),
                r.fingerprint().isEmpty() ? "" : " " + r.fingerprint(),
                r.tries(),
                r.barred() ? ", not tried by itself any more" : "");
    }

    private static String ago(Instant at) {
        return HumanDuration.format(
                        Math.max(0, Duration.between(at, Instant.now()).toSeconds())) + " ago";
    }

    /** Without control characters, which must not reach a terminal. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
