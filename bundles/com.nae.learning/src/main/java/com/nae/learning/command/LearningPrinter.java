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

/** Prints what was learned, as text for the operator. */
final class LearningPrinter {
    /** Entries that are printed of a section. */
    private static final int MAX_LINES = 20;

    private static final int MIN_COLUMNS = 40;
    private static final String HANGING = "    ";
    private final LearningView view;
    private final PrintStream out;
    private final int columns;

    LearningPrinter(LearningView view, PrintStream out, int columns) {
        this.view = view;
        this.out = out;
        this.columns = Math.max(MIN_COLUMNS, columns);
    }

    /** @param part one of the parts of {@link LearningView}, or empty for all */
    void print(String part) {
        Map<String, Runnable> parts = new LinkedHashMap<>();
        parts.put("causes", this::causes);
        parts.put("forecasts", this::forecasts);
        parts.put("anomalies", this::anomalies);
        parts.put("restarts", this::restarts);
        parts.put("enhancements", this::enhancements);
        parts.put("records", () -> records(!part.isEmpty()));
        parts.forEach((name, print) -> {
            if (part.isEmpty() || part.equals(name)) {
                print.run();
            }
        });
    }

    private void forecasts() {
        List<String> sentences = view.forecasts().stream()
                .map(LearningView.ForecastView::sentence)
                .toList();
        section("Resources that run out", sentences, "none");
    }

    private void anomalies() {
        List<String> lines = view.anomalies().stream()
                .map(a -> ago(a.at()) + "  " + a.sentence())
                .toList();
        section("Anomalies in the last day", lines, "none");
    }

    /** @param all the records of single fingerprints, too; else those of the error families only */
    private void records(boolean all) {
        List<String> lines = view.records().stream()
                .filter(r -> all || r.fingerprint().isEmpty())
                .map(LearningPrinter::describe)
                .toList();
        section("Fix patterns by expected success", lines, "none was tried so far");
    }

    private void causes() {
        out.println("Common causes of errors:" + (view.causes().isEmpty() ? " none so far." : ""));
        view.causes().stream().limit(MAX_LINES).forEach(g -> {
            line("  " + g.cause());
            line("      " + times(g.count()) + " in " + String.join(", ", g.processes()) + ", first " + ago(g.since())
                    + ", last " + ago(g.last()) + "; " + g.trend().name().toLowerCase(Locale.ROOT) + ", "
                    + Math.round(g.perHour()) + " in the last hour; issues "
                    + String.join(" ", g.issues().stream().limit(8).toList()));
            g.changedBefore().forEach(c -> line("      changed before: " + c));
            g.tried().forEach(t -> line("      tried: " + describe(t)));
            line("      do: " + g.suggestion());
        });
    }

    private void restarts() {
        section(
                "Planned restarts",
                view.restarts().planned().stream()
                        .map(r -> r.instance() + " at " + r.at() + " (" + r.state() + "): " + r.reason())
                        .toList(),
                "none");
        if (!view.restarts().made().isEmpty()) {
            section(
                    "Past restarts",
                    view.restarts().made().stream()
                            .map(r -> ago(r.at()) + "  " + r.instance() + ": " + r.state() + "; " + r.reason())
                            .toList(),
                    "none");
        }
    }

    private void enhancements() {
        List<String> lines = view.enhancements().stream()
                .limit(MAX_LINES)
                .map(LearningPrinter::describe)
                .toList();
        section("Enhancements applied: " + view.enhancementsApplied(), lines, "none so far");
    }

    private static String describe(LearningView.EnhancementView e) {
        String outcome = "; withdrawn: " + e.withdrawn();
        if (e.inForce()) {
            outcome = e.effect().isEmpty() ? "; expected: " + e.expected() : "; effect: " + e.effect();
        }
        return e.instance() + ": " + e.setting() + " from " + e.from() + " to " + e.to() + ", " + e.reason() + outcome;
    }

    private void section(String title, List<String> lines, String none) {
        out.println(title + ":" + (lines.isEmpty() ? " " + none + "." : ""));
        lines.stream().limit(MAX_LINES).forEach(l -> line("  " + l));
    }

    /** Prints a line; what does not fit on the screen goes on indented lines below. */
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

    private static String describe(ErrorGroup.Tried t) {
        return t.pattern() + (t.here() ? " here, " : " elsewhere, ") + t.successes() + " of " + t.tries() + " worked";
    }

    private static String describe(PatternRecord r) {
        return String.format(
                Locale.ROOT,
                "%3.0f%%  %s (%s%s), tried %s%s",
                100 * r.expected(),
                r.pattern(),
                r.family().word(),
                r.fingerprint().isEmpty() ? "" : " " + r.fingerprint(),
                times(r.tries()),
                r.barred() ? ", not tried again without approval" : "");
    }

    private static String times(long count) {
        return count == 1 ? "once" : count + " times";
    }

    private static String ago(Instant at) {
        return HumanDuration.format(
                        Math.max(0, Duration.between(at, Instant.now()).toSeconds())) + " ago";
    }

    /** The text without control characters, which must not reach a terminal. */
    static String clean(String text) {
        StringBuilder clean = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT ? ' ' : c)
                .forEach(clean::appendCodePoint);
        return clean.toString();
    }
}
