package com.nae.issues.track;

import com.nae.api.issue.Evidence;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.SourceLocation;
import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.List;

/**
 * An issue as the journal stores it. Times are in milliseconds since the epoch. If {@code evidence} is null, the
 * evidence of the row written before it is valid.
 */
record IssueRow(
        String id,
        String fingerprint,
        Family family,
        String type,
        String rootType,
        String subject,
        String process,
        List<String> instances,
        String message,
        SourceLocation place,
        long firstSeen,
        long lastSeen,
        long count,
        Issue.Status status,
        String remedy,
        List<String> evidence,
        String language,
        List<Note> history,
        int ends,
        List<Shown> facts) {

    /** Evidence of the issue. */
    record Shown(Evidence.Kind kind, String instance, long at, String detail) {
        static Shown of(Evidence evidence) {
            return new Shown(
                    evidence.kind(),
                    evidence.instance().toString(),
                    evidence.at().toEpochMilli(),
                    evidence.detail());
        }

        Evidence evidence() {
            return new Evidence(kind, InstanceId.parse(instance), Instant.ofEpochMilli(at), detail);
        }
    }

    /** One entry in the history of the issue. */
    record Note(long at, Issue.Status status, String remark) {}
}
