package com.nae.learning.errors;

import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;

/**
 * What issues of several processes have in common: the same endpoint, the same missing name or the same message.
 *
 * @param type of the exception, or empty where it does not matter
 * @param about the endpoint, the name, the key or the message
 */
record CommonCause(Family family, String type, String about) {
    /** @param endpoint that a repair has found for an issue whose output names none; may be empty */
    static CommonCause of(Issue issue, String endpoint) {
        String subject = issue.family() == Family.CONNECTION && issue.subject().isBlank()
                ? endpoint
                : issue.subject().strip();
        return switch (issue.family()) {
            case CONNECTION ->
                new CommonCause(
                        Family.CONNECTION,
                        subject.isEmpty() ? issue.rootType() : "",
                        subject.isEmpty() ? MessageTemplate.of(issue.message()) : subject);
            case TIMEOUT ->
                new CommonCause(Family.TIMEOUT, "", subject.isEmpty() ? MessageTemplate.of(issue.message()) : subject);
            case IMPORT, KEY ->
                new CommonCause(
                        issue.family(),
                        issue.rootType(),
                        subject.isEmpty() ? MessageTemplate.of(issue.message()) : subject);
            default -> new CommonCause(Family.OTHER, issue.rootType(), MessageTemplate.of(issue.message()));
        };
    }

    /** Whether its issues are certainly about the same endpoint, name or key. */
    boolean isCertain() {
        return family != Family.CONNECTION || about.contains(":");
    }

    /** The cause as a phrase, such as {@code "host:5432 cannot be reached (ConnectionRefusedError)"}. */
    String describe(Issue example) {
        return switch (family) {
            case CONNECTION ->
                (about.contains(":") && !about.contains(" ")
                                ? about + " cannot be reached"
                                : "connection failures: " + about)
                        + " (" + example.type() + ")";
            case TIMEOUT -> "time-outs of " + about + " (" + example.type() + ")";
            case IMPORT -> "'" + about + "' is missing (" + example.type() + ")";
            case KEY -> "no '" + about + "' where the program expects one (" + example.type() + ")";
            default -> example.type() + (about.isEmpty() ? "" : ": " + about);
        };
    }
}
