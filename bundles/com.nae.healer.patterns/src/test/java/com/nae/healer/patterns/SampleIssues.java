package com.nae.healer.patterns;

import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Issues as the detector folds them. */
final class SampleIssues {
    private SampleIssues() {}

    static Issue of(String type, String message, String language, String... evidence) {
        return new Issue(
                "i1",
                "f1",
                Family.OTHER,
                type,
                type,
                "",
                "sample",
                Set.of(),
                message,
                Optional.empty(),
                Instant.EPOCH,
                Instant.EPOCH,
                1,
                Issue.Status.OPEN,
                Optional.empty(),
                List.of(evidence),
                language);
    }
}
