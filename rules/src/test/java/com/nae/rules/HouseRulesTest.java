package com.nae.rules;

import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** The project keeps its own rules. */
class HouseRulesTest {
    private static final Project PROJECT = Project.at(Path.of(System.getProperty("nae.project")));

    @Test
    void aFileHasAtMostTwoHundredLinesOfCode() {
        holds(new FileLength());
    }

    @Test
    void aMethodHasAtMostThirtyLinesOfCode() {
        holds(new MethodLength());
    }

    @Test
    void aMethodTakesAtMostFiveParametersAndARecordHasAtMostTwelveComponents() {
        holds(new ParameterCount());
    }

    @Test
    void aPackageHoldsAtMostTwentyFiles() {
        holds(new PackageSize());
    }

    @Test
    void noPackagesImportEachOtherInACircle() {
        holds(new PackageCycles());
    }

    @Test
    void noBuiltPackagesUseEachOtherInACircle() {
        holds(new BuiltPackageCycles());
    }

    @Test
    void aSimpleNameOccursInOneModuleOnly() {
        holds(new UniqueNames());
    }

    @Test
    void noLineIsLongerThanOneHundredAndTwentyColumns() {
        holds(new LineLength());
    }

    @Test
    void noConditionalStandsInsideAnother() {
        holds(new NestedConditional());
    }

    @Test
    void everyClassThatShipsSaysWhatItIs() {
        holds(new ClassComment());
    }

    @Test
    void nothingSleepsSkipsSwallowsOrPrintsWhereItShouldNot() {
        holds(new ForbiddenCalls());
    }

    @Test
    void theArchitectureListsEveryThread() {
        holds(new ThreadTable());
    }

    @Test
    void everyKeyStandsInTheReadmeOfItsBundle() {
        holds(new DocumentedKeys());
    }

    @Test
    void theShippedConfigurationShowsTheDefaults() {
        holds(new ShippedConfiguration());
    }

    @Test
    void everyLinkLeadsSomewhere() {
        holds(new DeadLinks());
    }

    @Test
    void everyClassThatAPageNamesExists() {
        holds(new StaleNames());
    }

    @Test
    void noFileHoldsAPathOfOneMachine() {
        holds(new MachinePaths());
    }

    @Test
    void everyExemptionIsStillNeeded() {
        List<Exemptions.Exemption> idle = Exemptions.ALL.stream()
                .filter(exemption -> !exemption.needed(PROJECT))
                .toList();
        assertTrue(idle.isEmpty(), () -> "Exemptions that nothing needs any more: " + idle);
    }

    private static void holds(Rule rule) {
        List<Offender> offenders = HouseRules.offenders(rule, PROJECT);
        assertTrue(
                offenders.isEmpty(),
                () -> offenders.size() + " offenders of " + rule.name() + "\n"
                        + offenders.stream().map(Offender::toString).collect(Collectors.joining("\n")));
    }
}
