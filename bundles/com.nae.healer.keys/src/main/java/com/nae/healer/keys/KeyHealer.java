package com.nae.healer.keys;

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
import org.osgi.service.component.annotations.Component;

/**
 * The healer of missing keys. It takes the safest repair: first the environment and the configuration, then a form of
 * the read that cannot fail, then a default that the project itself states.
 */
@Component
public final class KeyHealer implements Healer {
    @Override
    public String name() {
        return "key";
    }

    @Override
    public boolean handles(Issue issue) {
        return issue.family() == Family.KEY;
    }

    @Override
    public List<Fix> diagnose(Issue issue, Workspace workspace) {
        Optional<SourceLocation> place = issue.place().filter(p -> p.line() > 0);
        Optional<String> file = place.map(SourceLocation::file).flatMap(workspace::resolve);
        Optional<SourceInspector> inspector =
                workspace.inspector().filter(i -> i.language().equals("python"));
        if (file.isEmpty() || inspector.isEmpty()) {
            return List.of(Fix.suggest(
                    "key-elsewhere",
                    "a key is missing: " + issue.message()
                            + "; it is not read in declared sources that can be edited"));
        }
        Answer answer = inspector
                .get()
                .ask(
                        "key_read",
                        Map.of(
                                "file",
                                file.get(),
                                "line",
                                String.valueOf(place.get().line()),
                                "message",
                                issue.message(),
                                "subject",
                                issue.subject(),
                                "evidence",
                                String.join("\n", issue.evidence())));
        return List.of(fix(answer, issue.message()));
    }

    /** Converts the answer of the inspector: an edit, a variable, or a suggestion with its reason. */
    private static Fix fix(Answer answer, String key) {
        Optional<Change> change = answer.edit()
                .<Change>map(e -> e)
                .or(() -> answer.fact("variable")
                        .map(v -> new Change.SetEnvironment(
                                Map.of(v, answer.fact("value").orElseThrow()))));
        if (change.isEmpty()) {
            return Fix.suggest(
                    "key-suggestion",
                    answer.fact("remedy")
                            .or(() -> answer.fact("error"))
                            .orElse("no value of " + key + " is documented"));
        }
        String kind = answer.fact("kind").orElse("default");
        return new Fix(
                "key-" + kind,
                reason(kind, key, answer),
                confidence(kind),
                kind.equals("environment") ? Risk.LOW : Risk.MEDIUM,
                List.of(change.get()));
    }

    /** The reason of a fix, which names where the value is documented. */
    private static String reason(String kind, String key, Answer answer) {
        String value = answer.fact("value").orElse("");
        String from = answer.fact("from").orElse("");
        return switch (kind) {
            case "environment" -> "the variable " + key + " is not set; " + from + " documents the value " + value;
            case "configuration" -> "the configuration lacks " + key + "; " + from + " documents the value " + value;
            case "count" -> key + " is counted for the first time: counting begins at the empty value";
            case "collect" -> key + " is collected for the first time: collecting begins with an empty collection";
            case "remove" -> key + " is to be removed and is gone already";
            case "none" -> key + " is missing, and the program asks for None next";
            default -> key + " is missing; the project itself gives it the default " + value + " (" + from + ")";
        };
    }

    /** Confidence is lower the less the project itself documents the value. */
    private static double confidence(String kind) {
        return switch (kind) {
            case "environment", "configuration" -> 0.9;
            case "count", "collect", "remove" -> 0.85;
            case "default" -> 0.75;
            default -> 0.6;
        };
    }
}
