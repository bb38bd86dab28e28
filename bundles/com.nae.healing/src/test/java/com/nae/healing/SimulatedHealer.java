package com.nae.healing;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.healing.Healer;
import com.nae.api.healing.Workspace;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.healing.change.ByteEdits;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.BiFunction;

/** A healer of some families, whose answer is a function. */
record SimulatedHealer(String name, BiFunction<Issue, Workspace, List<Fix>> diagnosis, List<Family> families)
        implements Healer {
    @Override
    public boolean handles(Issue issue) {
        return families.contains(issue.family());
    }

    @Override
    public List<Fix> diagnose(Issue issue, Workspace workspace) {
        return diagnosis.apply(issue, workspace);
    }

    /** The fix that replaces one text by another in main.py; empty if the text is not there. */
    static List<Fix> edit(Workspace workspace, String pattern, String from, String to) {
        String text = new String(workspace.read("main.py").orElseThrow(), StandardCharsets.UTF_8);
        int at = text.indexOf(from);
        return at < 0
                ? List.of()
                : List.of(new Fix(
                        pattern,
                        "replaces " + from,
                        0.9,
                        Fix.Risk.LOW,
                        List.of(new Change.EditFile(
                                "main.py",
                                ByteEdits.sha256(text.getBytes(StandardCharsets.UTF_8)),
                                List.of(new Change.Edit(at, from.length(), to.getBytes(StandardCharsets.UTF_8)))))));
    }
}
