package com.nae.rules.reference;

import java.util.List;

/**
 * What one command prints as JSON. That a command prints a record is said in its code in no form that a parser could
 * follow, so it is said here; {@code ReferenceTest} fails when a command that prints JSON is missing.
 *
 * @param command as it is called
 * @param owner the class that prints it
 * @param record the simple name of the record, or {@code Outer.Nested}
 * @param list whether it prints a list of them
 * @param served whether the status API answers it too
 */
record JsonAnswer(String command, String owner, String record, boolean list, boolean served) {
    static final List<JsonAnswer> ALL = List.of(
            one("nae status", "StatusCommand", "OperationStatus"),
            new JsonAnswer("nae top", "TopCommand", "OperationStatus.Process", true, false),
            many("nae issues", "IssuesCommand", "IssueView"),
            one("nae issues ID", "IssuesCommand", "IssueView.Whole"),
            many("nae fixes", "FixesCommand", "FixView"),
            one("nae health", "HealthCommand", "HealthView"),
            many("nae healers", "HealersCommand", "HealingCoordinator.HealerInfo"),
            many("nae history", "HistoryCommand", "HistoryCommand.EventRow"),
            new JsonAnswer("nae history --samples", "HistoryCommand", "HistoryCommand.SampleRow", true, false),
            one("nae learning", "LearningCommand", "LearningView"),
            new JsonAnswer("nae check", "CheckCommand", "Refusal", true, false),
            new JsonAnswer("nae try-pattern FILE LOG", "TryPatternCommand", "PatternTrial", false, false),
            new JsonAnswer(
                    "nae approve | reject | rollback FIX", "FixDecision", "HealingCoordinator.Outcome", false, false),
            new JsonAnswer(
                    "nae start | stop | restart PROCESS",
                    "InstanceOperation",
                    "InstanceOperation.Reached",
                    true,
                    false),
            new JsonAnswer("nae logs", "LogPrinter", "LogPrinter.Line", false, false));

    /** What notifications post to a webhook: no answer of a command. */
    static final JsonAnswer WEBHOOK =
            new JsonAnswer("POST to url of com.nae.notify.cfg", "WebhookChannel", "WebhookChannel.Body", false, false);

    private static JsonAnswer one(String command, String owner, String record) {
        return new JsonAnswer(command, owner, record, false, true);
    }

    private static JsonAnswer many(String command, String owner, String record) {
        return new JsonAnswer(command, owner, record, true, true);
    }

    String path() {
        return "GET /api/"
                + command.replaceFirst("^nae ", "").replaceFirst(" --.*", "").replace(' ', '/');
    }

    String form() {
        return list ? "A list of objects." : "An object.";
    }
}
