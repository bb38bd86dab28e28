package com.nae.healing.record;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.issue.Issue;

/**
 * A fix that a healer proposes for an issue.
 *
 * @param healer name of the healer
 * @param preview what it would change, for the operator
 */
public record Proposal(Issue issue, String healer, Fix fix, String preview) {
    /** Whether the fix waits for an endpoint and does not change the program. */
    public boolean isWait() {
        return fix.changes().stream().anyMatch(Change.AwaitEndpoint.class::isInstance) && !changesProgram();
    }

    /** Whether the fix changes files, variables or packages, so that a trial is needed first. */
    public boolean changesProgram() {
        return fix.changes().stream()
                .anyMatch(c -> c instanceof Change.EditFile
                        || c instanceof Change.SetEnvironment
                        || c instanceof Change.RunCommand);
    }

    /** The endpoint that the fix waits for. @throws java.util.NoSuchElementException if it waits for none */
    public Change.AwaitEndpoint endpoint() {
        return fix.changes().stream()
                .filter(Change.AwaitEndpoint.class::isInstance)
                .map(Change.AwaitEndpoint.class::cast)
                .findFirst()
                .orElseThrow();
    }
}
