package com.nae.rules;

import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.nio.file.Path;
import java.util.List;

/**
 * The one list of what a rule does not hold for, each entry with its reason. An entry that nothing needs fails the
 * build.
 */
final class Exemptions {
    private static final String FILE = "file-length";
    private static final String PARAMETERS = "parameter-count";
    private static final String FOREIGN = "the signature of a C function";
    private static final String PROMISE = "its components are the JSON that scripts read: a promise, and flat";

    private static final String JOURNAL = "its components are the JSON that earlier releases wrote into the journal";

    private static final String UNSPLIT = "longer than a file should be; it is still to be split by subject";

    private static final String POSIX = "bundles/com.nae.process/src/main/java/com/nae/process/posix/";
    private static final String API = "bundles/com.nae.api/src/main/java/com/nae/api/";
    private static final String API_TESTS = "bundles/com.nae.api/src/test/java/com/nae/api/";
    private static final String TRACK = "bundles/com.nae.issues/src/main/java/com/nae/issues/track/";
    private static final String COMMANDS = "bundles/com.nae.shell/src/main/java/com/nae/shell/command/";

    static final List<Exemption> ALL = List.of(
            of(FILE, API + "config/Settings.java", "", UNSPLIT),
            of(FILE, API_TESTS + "ApiSurface.java", "", UNSPLIT),
            of(PARAMETERS, POSIX + "Libc.java", "method posix_spawn", FOREIGN),
            of(PARAMETERS, POSIX + "Linux.java", "method splice", FOREIGN),
            of(PARAMETERS, TRACK + "IssueRow.java", "record IssueRow", JOURNAL),
            of(PARAMETERS, API + "operation/OperationStatus.java", "record Process", PROMISE),
            of(PARAMETERS, API + "learning/ErrorGroup.java", "record ErrorGroup", PROMISE),
            of(PARAMETERS, COMMANDS + "fix/FixView.java", "record FixView", PROMISE),
            of(PARAMETERS, COMMANDS + "health/HealthView.java", "record Instance", PROMISE),
            of(PARAMETERS, COMMANDS + "issue/IssueView.java", "record", PROMISE));

    private Exemptions() {}

    private static Exemption of(String rule, String path, String what, String reason) {
        return new Exemption(rule, Path.of(path), what, reason);
    }

    /**
     * A place in one file at which one rule does not hold.
     *
     * @param rule the rule's name
     * @param path relative to the project
     * @param what how the report of the place begins
     */
    record Exemption(String rule, Path path, String what, String reason) {
        boolean needed(Project project) {
            return HouseRules.ALL.stream()
                    .anyMatch(each -> each.name().equals(rule)
                            && each.offenders(project).stream().anyMatch(offender -> covers(each, offender)));
        }

        boolean covers(Rule other, Offender offender) {
            return rule.equals(other.name())
                    && offender.file().equals(path)
                    && offender.what().startsWith(what);
        }
    }
}
