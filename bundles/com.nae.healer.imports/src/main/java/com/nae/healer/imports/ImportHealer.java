package com.nae.healer.imports;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.healing.Fix.Risk;
import com.nae.api.healing.Healer;
import com.nae.api.healing.SourceInspector;
import com.nae.api.healing.SourceInspector.Answer;
import com.nae.api.healing.Workspace;
import com.nae.api.issue.Family;
import com.nae.api.issue.Issue;
import com.nae.api.issue.SourceLocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/**
 * The healer of missing Python names and modules. It adds an import, renames one, extends the module path, or installs
 * a declared package. Where more than one answer could be right, it only suggests.
 */
@Component
public final class ImportHealer implements Healer {
    private static final Set<String> TYPES =
            Set.of("NameError", "ImportError", "ModuleNotFoundError", "UnboundLocalError");

    @Override
    public String name() {
        return "import";
    }

    @Override
    public boolean handles(Issue issue) {
        return issue.family() == Family.IMPORT || TYPES.contains(issue.rootType());
    }

    @Override
    public List<Fix> diagnose(Issue issue, Workspace workspace) {
        Optional<SourceInspector> inspector = workspace.inspector();
        if (inspector.isEmpty() || !inspector.get().language().equals("python")) {
            return List.of(Fix.suggest("import-other-language", "a module or class is missing: " + issue.message()));
        }
        return ImportFailure.of(issue)
                .map(c -> remedy(c, issue, workspace, inspector.get()))
                .map(List::of)
                .orElseGet(() -> List.of(Fix.suggest(
                        "import-suggestion",
                        issue.message() + ": the module has to be started or imported in another way")));
    }

    /** The fix for a failure. Kinds that no import can solve get a suggestion. */
    private static Fix remedy(ImportFailure failure, Issue issue, Workspace workspace, SourceInspector inspector) {
        Optional<String> file = issue.place().map(SourceLocation::file).flatMap(workspace::resolve);
        return switch (failure.kind()) {
            case CIRCULAR ->
                Fix.suggest(
                        "import-circular",
                        "two modules import each other: move one import into the function that needs it ("
                                + issue.message() + ")");
            case SHADOWED ->
                Fix.suggest(
                        "import-shadowed",
                        "a file of the project has the name of a standard module: rename it (" + issue.message() + ")");
            case SCOPE ->
                Fix.suggest(
                        "import-scope",
                        "'" + failure.name() + "' is used before it is bound in its own scope; no import is missing");
            case NAME, MODULE, MEMBER ->
                file.map(f -> askInspector(failure, f, workspace, inspector))
                        .orElseGet(() -> Fix.suggest(
                                "import-elsewhere",
                                issue.message() + " (raised outside the declared sources, nothing is edited there)"));
        };
    }

    /** Asks the inspector, which parses the source, for the edit. */
    private static Fix askInspector(
            ImportFailure failure, String file, Workspace workspace, SourceInspector inspector) {
        return switch (failure.kind()) {
            case NAME ->
                edited("import-", inspector.ask("missing_name", Map.of("file", file, "name", failure.name())), failure);
            case MEMBER ->
                edited(
                        "import-",
                        inspector.ask(
                                "missing_member",
                                Map.of("file", file, "module", failure.module(), "name", failure.name())),
                        failure);
            default ->
                module(
                        inspector.ask("missing_module", Map.of("file", file, "module", failure.module())),
                        failure,
                        workspace);
        };
    }

    private static Fix edited(String prefix, Answer answer, ImportFailure failure) {
        if (answer.edit().isEmpty()) {
            return suggestion(answer);
        }
        String kind = answer.fact("kind").orElse("module");
        String what = answer.fact("statement")
                .map(s -> "'" + s + "' is missing")
                .orElse("'" + subject(failure) + "' is found in "
                        + answer.fact("module").orElse("?") + " today");
        return new Fix(
                prefix + kind,
                what,
                confidence(kind),
                kind.equals("moved") ? Risk.MEDIUM : Risk.LOW,
                List.of(answer.edit().get()));
    }

    /** Confidence is lower the more the kind of answer relies on convention instead of on the sources. */
    private static double confidence(String kind) {
        return switch (kind) {
            case "module", "submodule" -> 0.95;
            case "name", "alias", "renamed" -> 0.9;
            default -> 0.85;
        };
    }

    /** A missing module is in another folder of the project, declared but not installed, or renamed. */
    private static Fix module(Answer answer, ImportFailure failure, Workspace workspace) {
        Optional<String> path = answer.fact("path");
        if (path.isPresent()) {
            return onPath(path.get(), failure, workspace);
        }
        if (answer.fact("environment").isPresent()) {
            return PackageInstallation.of(answer, failure.module(), workspace);
        }
        return edited("import-", answer, failure);
    }

    /** Puts the folder before the present {@code PYTHONPATH}; nothing is edited. */
    private static Fix onPath(String folder, ImportFailure failure, Workspace workspace) {
        String value = workspace
                .environment("PYTHONPATH")
                .filter(v -> !v.isEmpty())
                .map(v -> folder + ":" + v)
                .orElse(folder);
        return new Fix(
                "import-path",
                "'" + failure.module() + "' is in the project's folder " + folder + ", which is not on the module path",
                0.9,
                Risk.LOW,
                List.of(new Change.SetEnvironment(Map.of("PYTHONPATH", value))));
    }

    private static Fix suggestion(Answer answer) {
        return Fix.suggest(
                "import-suggestion",
                answer.fact("remedy").or(() -> answer.fact("error")).orElse("no fix is known"));
    }

    private static String subject(ImportFailure failure) {
        return failure.name().isEmpty() ? failure.module() : failure.name();
    }
}
