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
    static final List<Exemption> ALL = List.of();

    private Exemptions() {}

    /**
     * One file, or all below one folder, in which one rule does not hold.
     *
     * @param rule the rule's name
     * @param path relative to the project
     */
    record Exemption(String rule, Path path, String reason) {
        boolean needed(Project project) {
            return HouseRules.ALL.stream()
                    .flatMap(each -> each.offenders(project).stream().filter(offender -> covers(each, offender)))
                    .findAny()
                    .isPresent();
        }

        boolean covers(Rule other, Offender offender) {
            return rule.equals(other.name()) && offender.file().startsWith(path);
        }
    }
}
