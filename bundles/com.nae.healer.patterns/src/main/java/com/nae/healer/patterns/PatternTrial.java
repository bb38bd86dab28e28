package com.nae.healer.patterns;

import com.nae.api.issue.Issue;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The matches of a fix pattern in a log and their changes, as {@code nae try-pattern --json} prints them.
 *
 * @param pattern name of the pattern
 * @param issues number of issues in the log
 * @param matched the issues that the pattern matches
 */
record PatternTrial(String pattern, int issues, List<Match> matched) {
    /**
     * An issue that the pattern matches.
     *
     * @param type type of the error
     * @param message message of the error
     * @param count how often it occurs in the log
     * @param changes what the pattern would change, in words
     */
    record Match(String type, String message, long count, List<String> changes) {
        private String json() {
            return "{\"type\":" + quoted(type) + ",\"message\":" + quoted(message) + ",\"count\":" + count
                    + ",\"changes\":["
                    + changes.stream().map(PatternTrial::quoted).collect(Collectors.joining(",")) + "]}";
        }
    }

    static PatternTrial of(FixPattern pattern, int issues, List<Issue> matched) {
        return new PatternTrial(
                pattern.name(),
                issues,
                matched.stream().map(i -> match(pattern, i)).toList());
    }

    private static Match match(FixPattern pattern, Issue issue) {
        List<String> changes = pattern.fix(issue).stream()
                .flatMap(fix -> fix.changes().stream())
                .map(TryPatternCommand::describe)
                .toList();
        return new Match(issue.type(), issue.message(), issue.count(), changes);
    }

    String json() {
        return "{\"pattern\":" + quoted(pattern) + ",\"issues\":" + issues + ",\"matched\":["
                + matched.stream().map(Match::json).collect(Collectors.joining(",")) + "]}";
    }

    private static String quoted(String text) {
        return '"' + TryPatternCommand.clean(text).replace("\\", "\\\\").replace("\"", "\\\"") + '"';
    }
}
