package com.nae.issues.track;

import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.SourceLocation;
import java.util.List;

/**
 * An issue as it is written to the journal; times are epoch milliseconds. Without {@code evidence} the one written
 * before holds.
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
        int ends) {

    /** One step of its history. */
    record Note(long at, Issue.Status status, String remark) {}
}
