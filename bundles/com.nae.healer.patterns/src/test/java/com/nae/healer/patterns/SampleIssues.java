package com.nae.healer.patterns;

import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Issues in the form in which detection folds them. */
final class SampleIssues {
    private SampleIssues() {}

    static Issue of(String type, String message, String language, String... evidence) {
        return new Issue(
                "i1",
                "f1",
                "sample",
                Set.of(),
                new Issue.Failure(Family.OTHER, type, type, "", message, Optional.empty(), language),
                new Issue.Occurrences(Instant.EPOCH, Instant.EPOCH, 1),
                Issue.Status.OPEN,
                Optional.empty(),
                List.of(evidence),
                List.of());
    }
}
