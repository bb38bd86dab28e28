package com.nae.learning.errors;

import com.nae.api.issue.Issue;
import com.nae.api.learning.ErrorGroup.Tried;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** What to do about a group of errors, in words that a person can follow. */
final class GroupSuggestion {
    private GroupSuggestion() {}

    static String of(CommonCause cause, Issue worst, List<Tried> tried, int processes) {
        Optional<Tried> worked = tried.stream()
                .filter(t -> t.successes() > 0)
                .max(Comparator.comparingDouble(t -> (double) t.successes() / t.tries()));
        if (worked.isPresent()) {
            Tried t = worked.get();
            return "'" + t.pattern() + "' worked " + (t.here() ? "here" : "for the same kind elsewhere") + ", "
                    + t.successes() + " of " + t.tries() + " times"
                    + worst.remedy().map(r -> ": " + r).orElse("") + ".";
        }
        return worst.remedy().orElseGet(() -> usual(cause, worst, processes));
    }

    private static String usual(CommonCause cause, Issue worst, int processes) {
        String where =
                worst.place().map(p -> " at " + p.file() + ":" + p.line()).orElse("");
        if (!cause.isCertain()) {
            return "Find out which address is meant; the output does not name it. Read the trace of issue " + worst.id()
                    + where + " (nae issues " + worst.id() + ").";
        }
        return switch (cause.family()) {
            case CONNECTION ->
                "Look at " + cause.about()
                        + (processes > 1
                                ? ": " + processes + " programs cannot reach it, so it is not they that are broken."
                                : ": is it running, and is the address right?");
            case TIMEOUT ->
                "Find out why " + cause.about() + " is slow; if it is known to be, raise the time limit" + where + ".";
            case IMPORT ->
                "Add the import of '" + cause.about() + "'" + where + ", or install what the project declares.";
            case KEY ->
                "Find out why '" + cause.about() + "' is missing" + where
                        + ": set it where it comes from, or give it a default if the program may go on without.";
            default -> "Read the trace of issue " + worst.id() + where + " (nae issues " + worst.id() + ").";
        };
    }
}
