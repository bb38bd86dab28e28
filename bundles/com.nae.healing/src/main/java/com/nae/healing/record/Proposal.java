package com.nae.healing.record;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.issue.Issue;

/** A fix, whose idea it was, and for which issue. */
public record Proposal(Issue issue, String healer, Fix fix) {
    /** Whether it waits for an endpoint and changes nothing else. */
    public boolean isWait() {
        return fix.changes().stream().anyMatch(Change.AwaitEndpoint.class::isInstance) && !changesProgram();
    }

    /** Whether it changes files, variables or packages, so that it has to be tried first. */
    public boolean changesProgram() {
        return fix.changes().stream()
                .anyMatch(c -> c instanceof Change.EditFile
                        || c instanceof Change.SetEnvironment
                        || c instanceof Change.RunCommand);
    }

    public Change.AwaitEndpoint endpoint() {
        return fix.changes().stream()
                .filter(Change.AwaitEndpoint.class::isInstance)
                .map(Change.AwaitEndpoint.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
