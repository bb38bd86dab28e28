package com.nae.shell.command.issue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.gson.JsonParser;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueTracker;
import com.nae.api.shell.Screen;
import com.nae.shell.ShellFakes;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class IssuesCommandTest {
    private static Issue issue(String process, String remedy, Issue.Status status) {
        return new Issue(
                "id-" + process,
                process,
                process,
                Set.of(),
                new Issue.Failure(
                        Family.CONNECTION,
                        "ConnectionRefusedError",
                        "ConnectionRefusedError",
                        "",
                        "refused",
                        Optional.empty(),
                        "python"),
                new Issue.Occurrences(ShellFakes.NOW, ShellFakes.NOW, 2),
                status,
                Optional.of(remedy),
                List.of(),
                List.of());
    }

    private final IssueTracker tracker = ShellFakes.of(
            IssueTracker.class,
            Map.of(
                    "list",
                    a -> List.of(
                            issue("c", "waits for db:5432: db:5432 is down", Issue.Status.WAITING),
                                    issue("a", "waits for db:5432: it is down", Issue.Status.WAITING),
                            issue("other", "waits for mail:25: it is down", Issue.Status.WAITING),
                                    issue("b", "db:5432 answers again", Issue.Status.HEALED))));

    @Test
    void processesThatWaitForOneDatabaseShareARow() {
        ShellFakes.Call call = new ShellFakes.Call(false, new Screen(160, 24, false, false));
        new IssuesCommand(tracker).run(call.invocation);
        List<String> rows = call.text().lines().toList();
        assertEquals(4, rows.size(), call.text());
        assertTrue(
                rows.get(1).contains("2 processes")
                        && rows.get(1).contains(" 4 ")
                        && rows.get(1).contains("db:5432 is down: a, c"),
                call.text());
        assertTrue(rows.get(2).contains("other") && rows.get(2).contains("refused"), call.text());
    }

    @Test
    void theJsonListsEachIssue() {
        ShellFakes.Call call = new ShellFakes.Call(true, Screen.NONE);
        new IssuesCommand(tracker).run(call.invocation);
        assertEquals(4, JsonParser.parseString(call.text()).getAsJsonArray().size());
    }
}
