package com.nae.learning.errors;

import com.nae.api.issue.Issue;
import com.nae.api.learning.ErrorGroup.Tried;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The suggestion of what to do about a group of errors, in plain words for the operator. */
final class GroupSuggestion {
    private GroupSuggestion() {}

    static String of(CommonCause cause, Issue worst, List<Tried> tried, int processes) {
        Optional<Tried> worked = tried.stream()
                .filter(t -> t.successes() > 0)
                .max(Comparator.comparingDouble(t -> (double) t.successes() / t.tries()));
        if (worked.isPresent()) {
            Tried t = worked.get();
            String where = t.here() ? "here" : "for the same kind of error elsewhere";
            String tries = t.tries() == 1 ? " try)" : " tries)";
            return "'" + t.pattern() + "' worked " + where + " (" + t.successes() + " of " + t.tries() + tries
                    + worst.remedy().map(r -> ": " + r).orElse("") + ".";
        }
        return worst.remedy().orElseGet(() -> fromCause(cause, worst, processes));
    }

    private static String fromCause(CommonCause cause, Issue worst, int processes) {
        String where =
                worst.place().map(p -> " at " + p.file() + ":" + p.line()).orElse("");
        if (!cause.isCertain()) {
            return "Find out which address is meant; the output does not name it. Read the trace of issue " + worst.id()
                    + where + " (nae issues " + worst.id() + ").";
        }
        return switch (cause.family()) {
            case CONNECTION ->
                "Check " + cause.about()
                        + (processes > 1
                                ? ": " + processes + " programs cannot reach it, so the fault is not in the programs."
                                : ": is it running, and is the address right?");
            case TIMEOUT ->
                "Find out why " + cause.about() + " is slow; if it is known to be, raise the timeout" + where + ".";
            case IMPORT ->
                "Add the import of '" + cause.about() + "'" + where + ", or install what the project declares.";
            case KEY ->
                "Find out why '" + cause.about() + "' is missing" + where
                        + ": set it where it comes from, or give it a default if the program can do without it.";
            default -> "Read the trace of issue " + worst.id() + where + " (nae issues " + worst.id() + ").";
        };
    }
}
