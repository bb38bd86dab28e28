package com.nae.learning.errors;

import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;

/** What issues of several processes have in common: the same endpoint, the same missing name, the same message. */
record Cause(Family family, String type, String about) {
    /** @param endpoint that a repair has found where the output does not name it; may be empty */
    static Cause of(Issue issue, String endpoint) {
        String subject = issue.family() == Family.CONNECTION && issue.subject().isBlank() ? endpoint : issue.subject().strip();
        return switch (issue.family()) {
            case CONNECTION -> new Cause(Family.CONNECTION, subject.isEmpty() ? issue.rootType() : "", subject.isEmpty() ? Template.of(issue.message()) : subject);
            case TIMEOUT -> new Cause(Family.TIMEOUT, "", subject.isEmpty() ? Template.of(issue.message()) : subject);
            case IMPORT, KEY -> new Cause(issue.family(), issue.rootType(), subject.isEmpty() ? Template.of(issue.message()) : subject);
            default -> new Cause(Family.OTHER, issue.rootType(), Template.of(issue.message()));
        };
    }

    /** Whether all of its issues are about the same endpoint, name or key for certain. */
    boolean certain() {
        return family != Family.CONNECTION || about.contains(":");
    }

    /** In words. */
    String words(Issue example) {
        return switch (family) {
            case CONNECTION -> (about.contains(":") && !about.contains(" ") ? about + " cannot be reached" : "connection failures: " + about) + " (" + example.type() + ")";
            case TIMEOUT -> "time-outs of " + about + " (" + example.type() + ")";
            case IMPORT -> "'" + about + "' is missing (" + example.type() + ")";
            case KEY -> "no '" + about + "' where the program expects one (" + example.type() + ")";
            default -> example.type() + (about.isEmpty() ? "" : ": " + about);
        };
    }
}
