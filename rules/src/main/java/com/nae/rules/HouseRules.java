package com.nae.rules;

import com.nae.rules.document.DeadLinks;
import com.nae.rules.document.DocumentedKeys;
import com.nae.rules.document.MachinePaths;
import com.nae.rules.document.ShippedConfiguration;
import com.nae.rules.document.StaleNames;
import com.nae.rules.document.ThreadTable;
import com.nae.rules.size.FileLength;
import com.nae.rules.size.LineLength;
import com.nae.rules.size.MethodLength;
import com.nae.rules.size.PackageSize;
import com.nae.rules.size.ParameterCount;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import com.nae.rules.structure.BuiltPackageCycles;
import com.nae.rules.structure.PackageCycles;
import com.nae.rules.structure.UniqueNames;
import com.nae.rules.style.ClassComment;
import com.nae.rules.style.ForbiddenCalls;
import com.nae.rules.style.NestedConditional;
import java.util.List;
import java.util.stream.Stream;

/** All rules of the house, in the order in which reports list them. */
public final class HouseRules {
    /** Rules that read the sources alone. */
    public static final List<Rule> OF_SOURCES = List.of(
            new FileLength(),
            new MethodLength(),
            new ParameterCount(),
            new PackageSize(),
            new PackageCycles(),
            new UniqueNames(),
            new LineLength(),
            new NestedConditional(),
            new ClassComment(),
            new ForbiddenCalls(),
            new ThreadTable(),
            new DocumentedKeys(),
            new ShippedConfiguration(),
            new DeadLinks(),
            new StaleNames(),
            new MachinePaths());

    /** All of them, with the one that reads the built classes. */
    static final List<Rule> ALL = Stream.concat(OF_SOURCES.stream(), Stream.of(new BuiltPackageCycles()))
            .toList();

    private HouseRules() {}

    /** What breaks a rule and is not exempt, sorted. */
    public static List<Offender> offenders(Rule rule, Project project) {
        return rule.offenders(project).stream()
                .filter(offender -> Exemptions.ALL.stream().noneMatch(exemption -> exemption.covers(rule, offender)))
                .sorted()
                .toList();
    }
}
