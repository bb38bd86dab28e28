package com.nae.healing.proof;

import com.nae.api.evidence.RaisedException;
import com.nae.api.evidence.RaisedException.CatchSite;
import com.nae.api.healing.SourceInspector;
import com.nae.api.healing.SourceInspector.Answer;
import com.nae.api.healing.Workspace;
import com.nae.api.issue.Issue;
import com.nae.api.issue.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a program that goes on deals with a failure: the clause that caught it, out of the sources.
 *
 * @param kind whom the clause catches
 * @param text the clause as it is written; may be empty
 * @param place file and line of the clause, for the operator; may be empty
 * @param retried whether the program tries again until it succeeds
 */
public record CatchClause(Kind kind, String text, String place, boolean retried) {
    public static final CatchClause UNKNOWN = new CatchClause(Kind.NONE, "", "", false);

    /** Whom a clause catches. */
    public enum Kind {
        /** It names the type, or a base of it below {@code Exception}. */
        NAMED,
        /** Everything. */
        CATCH_ALL,
        /** No clause is known. */
        NONE
    }

    private static final Pattern HEADER = Pattern.compile(".*Traceback \\(most recent call last\\):.*");
    private static final Pattern FRAME = Pattern.compile(".*?File \"(.+?)\", line (\\d+)(?:, in .*)?");
    private static final Pattern TYPE = Pattern.compile("[\\s|+]*([A-Za-z_][\\w.]*)(?::.*|\\s*)");

    /** Whether the program deals with the failure itself. */
    public boolean handles() {
        return kind == Kind.NAMED || retried;
    }

    /** In words, for the operator. */
    public String words() {
        return "the program handles it: " + text + " at " + place + (retried ? ", which tries again" : "");
    }

    /**
     * Looks the clause up. It is in the frame that a trace names first: a trace of a caught exception begins where it
     * was caught.
     *
     * @param raised what the interpreter reported about it, which names that frame for certain
     */
    public static CatchClause find(Workspace sources, Issue issue, Optional<RaisedException> raised) {
        Optional<SourceLocation> tried =
                raised.flatMap(RaisedException::caught).map(CatchSite::tried).or(() -> outermost(issue.evidence()));
        Optional<String> file = tried.flatMap(frame -> sources.resolve(frame.file()));
        Optional<SourceInspector> inspector = sources.inspector();
        if (file.isEmpty() || inspector.isEmpty()) {
            return UNKNOWN;
        }
        String type = raised.map(e -> e.chain().get(0).type()).orElseGet(() -> typeOf(issue));
        Answer answer = inspector
                .get()
                .ask(
                        "clause",
                        Map.of(
                                "file",
                                file.get(),
                                "line",
                                Integer.toString(tried.get().line()),
                                "type",
                                type));
        return of(answer, file.get());
    }

    private static CatchClause of(Answer answer, String file) {
        Kind kind = switch (answer.fact("kind").orElse("none")) {
            case "named" -> Kind.NAMED;
            case "catch_all" -> Kind.CATCH_ALL;
            default -> Kind.NONE;
        };
        return new CatchClause(
                kind,
                answer.fact("clause").orElse(""),
                file + ":" + answer.fact("clause_line").orElse("?"),
                answer.fact("retried").isPresent());
    }

    /** The first frame of the last trace in the lines. */
    static Optional<SourceLocation> outermost(List<String> lines) {
        Optional<SourceLocation> first = Optional.empty();
        for (String line : lines) {
            Matcher frame = FRAME.matcher(line);
            if (HEADER.matcher(line).matches()) {
                first = Optional.empty();
            } else if (first.isEmpty() && frame.matches()) {
                first = Optional.of(new SourceLocation(frame.group(1), Integer.parseInt(frame.group(2)), "", ""));
            }
        }
        return first;
    }

    /** The type as the trace spells it, with its module. */
    private static String typeOf(Issue issue) {
        String simple = issue.type().substring(issue.type().lastIndexOf('.') + 1);
        return issue.evidence().stream()
                .map(TYPE::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1))
                .filter(name -> name.equals(simple) || name.endsWith("." + simple))
                .reduce((a, b) -> b)
                .orElse(issue.type());
    }
}
