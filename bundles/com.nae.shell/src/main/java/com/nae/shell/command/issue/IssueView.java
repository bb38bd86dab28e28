package com.nae.shell.command.issue;

import com.nae.api.issue.Evidence;
import com.nae.api.issue.Issue;
import com.nae.api.issue.SourceLocation;
import com.nae.api.process.InstanceId;
import java.time.Instant;
import java.util.List;
import java.util.Locale;

/**
 * An issue as {@code nae issues --json} prints it; place and remedy are null where they are not known.
 *
 * @param id short id, as commands take it
 * @param fingerprint identity of the failure, stable over restarts
 * @param family {@code import}, {@code connection}, {@code timeout}, {@code key} or {@code other}
 * @param type type of the error as the program reports it
 * @param subject what it is about, such as a name or an endpoint; may be empty
 * @param process name of the process
 * @param instances the instances in which it occurred
 * @param message message of the error
 * @param file source file of the place to repair, or null where not known
 * @param line line in it, or null where not known
 * @param function function around it, or null where not known
 * @param firstSeen when it first occurred
 * @param lastSeen when it last occurred
 * @param count how often it occurred
 * @param status a status of an issue
 * @param remedy what the operator can do, or null where nothing is suggested
 */
record IssueView(
        String id,
        String fingerprint,
        String family,
        String type,
        String subject,
        String process,
        List<String> instances,
        String message,
        String file,
        Integer line,
        String function,
        Instant firstSeen,
        Instant lastSeen,
        long count,
        String status,
        String remedy) {

    /**
     * One issue with its evidence and its history.
     *
     * @param id short id, as commands take it
     * @param fingerprint identity of the failure, stable over restarts
     * @param family {@code import}, {@code connection}, {@code timeout}, {@code key} or {@code other}
     * @param type type of the error as the program reports it
     * @param rootType type of the error at the root of the chain of causes
     * @param subject what it is about, such as a name or an endpoint; may be empty
     * @param process name of the process
     * @param instances the instances in which it occurred
     * @param message message of the error
     * @param file source file of the place to repair, or null where not known
     * @param line line in it, or null where not known
     * @param function function around it, or null where not known
     * @param firstSeen when it first occurred
     * @param lastSeen when it last occurred
     * @param count how often it occurred
     * @param status a status of an issue
     * @param remedy what the operator can do, or null where nothing is suggested
     * @param language language of the trace; empty for a plain error line
     * @param evidence the folded lines of the latest occurrence
     * @param history the statuses it had, oldest first
     * @param facts what shows that the failure is real, oldest first
     */
    record Whole(
            String id,
            String fingerprint,
            String family,
            String type,
            String rootType,
            String subject,
            String process,
            List<String> instances,
            String message,
            String file,
            Integer line,
            String function,
            Instant firstSeen,
            Instant lastSeen,
            long count,
            String status,
            String remedy,
            String language,
            List<String> evidence,
            List<Step> history,
            List<Fact> facts) {}

    /**
     * @param at when it entered the status
     * @param status a status of an issue
     * @param remark why
     */
    record Step(Instant at, String status, String remark) {
        static Step of(Issue.Step step) {
            return new Step(step.at(), statusName(step.status()), step.remark());
        }
    }

    /**
     * @param kind a kind of evidence
     * @param instance where it was seen
     * @param at when it was seen last
     * @param detail in words; may be empty
     */
    record Fact(String kind, String instance, Instant at, String detail) {
        static Fact of(Evidence evidence) {
            return new Fact(evidence.kind().word(), evidence.instance().toString(), evidence.at(), evidence.detail());
        }
    }

    static IssueView of(Issue i) {
        return new IssueView(
                i.id(),
                i.fingerprint(),
                i.family().word(),
                i.type(),
                i.subject(),
                i.process(),
                i.instances().stream().sorted().map(InstanceId::toString).toList(),
                i.message(),
                i.place().map(SourceLocation::file).orElse(null),
                i.place().map(SourceLocation::line).filter(line -> line > 0).orElse(null),
                i.place()
                        .map(SourceLocation::function)
                        .filter(f -> !f.isEmpty())
                        .orElse(null),
                i.firstSeen(),
                i.lastSeen(),
                i.count(),
                statusName(i.status()),
                i.remedy().orElse(null));
    }

    static Whole detail(Issue i, List<Issue.Step> history) {
        IssueView v = of(i);
        return new Whole(
                v.id,
                v.fingerprint,
                v.family,
                v.type,
                i.rootType(),
                v.subject,
                v.process,
                v.instances,
                v.message,
                v.file,
                v.line,
                v.function,
                v.firstSeen,
                v.lastSeen,
                v.count,
                v.status,
                v.remedy,
                i.language(),
                i.evidence(),
                history.stream().map(Step::of).toList(),
                i.facts().stream().map(Fact::of).toList());
    }

    static String statusName(Issue.Status status) {
        return status.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
