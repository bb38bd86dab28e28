package com.nae.healing.proof;

import com.nae.api.evidence.RaisedException;
import com.nae.api.evidence.RaisedException.Link;
import com.nae.api.evidence.RaisedExceptions;
import com.nae.api.issue.Issue;
import com.nae.api.issue.SourceLocation;
import com.nae.api.process.InstanceId;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The comparison of a failure in the output with an exception that the interpreter reported. */
public final class RaisedMatch {
    /** Names that detection and interpreters use for the same class. */
    private static final Map<String, String> ALIASES =
            Map.of("timeout", "TimeoutError", "IOError", "OSError", "EnvironmentError", "OSError", "error", "OSError");

    /** A report and the output that goes with it are read at most this far apart. */
    private static final Duration APART = Duration.ofSeconds(10);

    private RaisedMatch() {}

    /** Whether the interpreter of an instance reports everything, and has not reported a failure in its output. */
    public static boolean isDenied(Optional<RaisedExceptions> reports, Issue issue, InstanceId at) {
        return reports.filter(known -> isTrace(issue) && known.reports(at) && known.dropped(at) == 0)
                .filter(known -> known.since(at, issue.lastSeen().minus(APART)).stream()
                        .noneMatch(raised -> matches(raised, issue)))
                .isPresent();
    }

    /** Whether it is a traceback of Python, which an interpreter that reports would have raised. */
    static boolean isTrace(Issue issue) {
        return issue.language().equals("python");
    }

    /** Whether one link of the exception has the type of the failure, and was raised at its place. */
    public static boolean matches(RaisedException raised, Issue issue) {
        return raised.chain().stream().anyMatch(link -> hasType(link, issue) && isAt(link, issue));
    }

    private static boolean hasType(Link link, Issue issue) {
        String type = simple(link.type());
        return type.equals(simple(issue.type()))
                || type.equals(simple(issue.rootType()))
                || !link.message().isEmpty() && issue.message().contains(link.message());
    }

    private static String simple(String type) {
        String name = type.substring(type.lastIndexOf('.') + 1);
        return ALIASES.getOrDefault(name, name);
    }

    private static boolean isAt(Link link, Issue issue) {
        if (issue.place().isEmpty()) {
            return true;
        }
        SourceLocation place = issue.place().get();
        return link.frames().stream()
                .anyMatch(frame -> frame.line() == place.line() && isSameFile(frame.file(), place.file()));
    }

    /** An issue names a file below the sources, an interpreter names the whole path. */
    private static boolean isSameFile(String whole, String below) {
        String file = whole.replace('\\', '/');
        return file.equals(below) || file.endsWith("/" + below.replaceFirst("^\\./", ""));
    }
}
