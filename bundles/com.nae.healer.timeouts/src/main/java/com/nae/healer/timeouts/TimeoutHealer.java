package com.nae.healer.timeouts;

import com.nae.api.config.Settings;
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
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Modified;

/**
 * The healer of timeouts. It raises a limit that is too short at the place where its value is decided, at most by a
 * factor of two a step, up to a cap.
 */
@Component(configurationPid = Config.PID)
public final class TimeoutHealer implements Healer {
    private volatile Config config;

    @Activate
    public TimeoutHealer(Map<String, Object> settings) {
        modified(settings);
    }

    @Modified
    void modified(Map<String, Object> settings) {
        config = Config.of(new Settings(settings));
    }

    @Override
    public String name() {
        return "timeout";
    }

    @Override
    public boolean handles(Issue issue) {
        return issue.family() == Family.TIMEOUT;
    }

    @Override
    public List<Fix> diagnose(Issue issue, Workspace workspace) {
        Optional<SourceLocation> place = issue.place().filter(p -> p.line() > 0);
        Optional<String> file = place.map(SourceLocation::file).flatMap(workspace::resolve);
        Optional<SourceInspector> inspector =
                workspace.inspector().filter(i -> i.language().equals("python"));
        if (inspector.isEmpty()) {
            return TimeoutVariable.propose(issue, workspace, config);
        }
        if (file.isEmpty()) {
            return List.of(
                    Fix.suggest("timeout-elsewhere", issue.message() + ": the limit is not in the declared sources"));
        }
        String line = String.valueOf(place.get().line());
        Answer answer = inspector
                .get()
                .ask(
                        "limit",
                        Map.of(
                                "file",
                                file.get(),
                                "line",
                                line,
                                "cap",
                                String.valueOf(config.capSeconds()),
                                "evidence",
                                String.join("\n", issue.evidence())));
        return fixes(answer);
    }

    /** The step and, in case it fails, a suggestion; only a suggestion where the inspector found no limit. */
    private static List<Fix> fixes(Answer answer) {
        Optional<Change> change = answer.edit()
                .<Change>map(e -> e)
                .or(() -> answer.fact("variable")
                        .map(v -> new Change.SetEnvironment(
                                Map.of(v, answer.fact("value").orElseThrow()))));
        if (change.isEmpty()) {
            return List.of(Fix.suggest(
                    "timeout-suggestion",
                    answer.fact("remedy").or(() -> answer.fact("error")).orElse("no limit was found")));
        }
        String where = answer.fact("where").orElse("?");
        double seconds = Double.parseDouble(answer.fact("new").orElse("0"));
        String reason = "the limit of " + answer.fact("old").orElse("?") + " s (" + where + ") is raised to "
                + answer.fact("new").orElse("?") + " s; it is kept only if the slow call then finishes";
        return List.of(
                step("timeout-" + answer.fact("kind").orElse("literal"), reason, change.get(), seconds), hangs(where));
    }

    /** A step, which is proven when no timeout occurs for three times the new limit. @param seconds the new limit */
    static Fix step(String pattern, String reason, Change change, double seconds) {
        return new Fix(
                pattern,
                reason,
                0.7,
                Risk.LOW,
                List.of(change),
                new Fix.Terms(0, Duration.ZERO, Duration.ofMillis((long) (seconds * 3000)), true));
    }

    /** The suggestion for the case that no step works, or that the cap is reached. */
    static Fix hangs(String where) {
        return Fix.suggest(
                "timeout-hangs",
                "the call limited at " + where
                        + " does not finish when given longer either: the other side hangs or does not answer");
    }
}
