package com.nae.shell.command.issue;

import com.nae.api.issue.Issue;
import com.nae.shell.text.TextTable;
import com.nae.shell.text.UnitFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The rows of the issue list. Issues of several processes that wait for the same endpoint share a row. */
final class IssueTable {
    /** The remedy of an issue that waits for an endpoint. */
    private static final Pattern WAITS = Pattern.compile("(?s)waits for (\\S+): .*");

    private final Map<String, List<Issue>> rows = new LinkedHashMap<>();

    IssueTable(List<Issue> issues) {
        issues.forEach(issue ->
                rows.computeIfAbsent(cause(issue), key -> new ArrayList<>()).add(issue));
    }

    /** The endpoint that an issue waits for, otherwise its id, so that it gets its own row. */
    private static String cause(Issue issue) {
        Matcher waits = WAITS.matcher(issue.remedy()
                .filter(r -> issue.status() == Issue.Status.WAITING)
                .orElse(""));
        return waits.matches() ? waits.group(1) : issue.id();
    }

    void print(TextTable table, Instant now) {
        rows.forEach((cause, issues) -> {
            Issue first = issues.get(0);
            List<String> processes =
                    issues.stream().map(Issue::process).distinct().toList();
            boolean one = processes.size() == 1;
            Instant last =
                    issues.stream().map(Issue::lastSeen).max(Instant::compareTo).orElseThrow();
            table.row(
                    first.id(),
                    one ? first.process() : processes.size() + " processes",
                    String.valueOf(issues.stream().mapToLong(Issue::count).sum()),
                    UnitFormat.elapsed(last, now),
                    IssueView.statusName(first.status()),
                    first.type(),
                    one
                            ? first.message()
                            : cause + " is down: " + processes.stream().sorted().collect(Collectors.joining(", ")));
        });
    }
}
