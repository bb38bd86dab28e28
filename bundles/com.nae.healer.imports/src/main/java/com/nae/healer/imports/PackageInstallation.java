package com.nae.healer.imports;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.healing.Fix.Risk;
import com.nae.api.healing.SourceInspector.Answer;
import com.nae.api.healing.Workspace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The fix that installs a package which the project declares, exactly as declared, into the virtual environment of the
 * program. The name of an import alone is never installed: the package of that name may be another one, even a hostile
 * one.
 */
final class PackageInstallation {
    private static final Duration LIMIT = Duration.ofMinutes(5);
    private static final Pattern PYTHON = Pattern.compile("(.*/)?(python|pypy)[0-9.]*");
    private static final Pattern PATH = Pattern.compile("[A-Za-z0-9_][A-Za-z0-9_./-]*");
    private static final Pattern REQUIREMENT =
            Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*(\\[[A-Za-z0-9,._-]*\\])?([=<>~!]=?[A-Za-z0-9.*+!_,=<>~-]*)?");

    private PackageInstallation() {}

    /** The installation, or a suggestion where the program has no environment of its own. */
    static Fix of(Answer answer, String module, Workspace workspace) {
        String declared =
                answer.fact("file").or(() -> answer.fact("requirement")).orElse("");
        Optional<String> python = workspace.definition().command().stream()
                .filter(word -> PYTHON.matcher(word).matches())
                .findFirst();
        if (answer.fact("environment").orElse("").isEmpty() || python.isEmpty() || !safe(answer)) {
            return Fix.suggest(
                    "import-install",
                    "'" + module + "' is declared in " + declared
                            + " and not installed; the program has no environment "
                            + "of its own, so the operator has to install it");
        }
        return new Fix(
                "import-install",
                "'" + module + "' is declared in " + declared + " and not installed in the program's environment",
                0.9,
                Risk.MEDIUM,
                List.of(new Change.RunCommand(argv(python.get(), answer), LIMIT)));
    }

    /** Whether the declaration contains nothing but a file or a requirement, so no option of pip. */
    private static boolean safe(Answer answer) {
        return answer.fact("file")
                .map(f -> PATH.matcher(f).matches())
                .orElseGet(() -> answer.fact("requirement")
                        .filter(r -> REQUIREMENT.matcher(r).matches())
                        .isPresent());
    }

    private static List<String> argv(String python, Answer answer) {
        List<String> argv = new ArrayList<>(List.of(python, "-m", "pip", "install"));
        answer.fact("file")
                .ifPresentOrElse(
                        f -> argv.addAll(List.of("-r", f)),
                        () -> argv.add(answer.fact("requirement").orElseThrow()));
        return List.copyOf(argv);
    }
}
