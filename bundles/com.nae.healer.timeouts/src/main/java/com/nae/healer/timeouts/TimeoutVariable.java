package com.nae.healer.timeouts;

import com.nae.api.healing.Change;
import com.nae.api.healing.Fix;
import com.nae.api.healing.Workspace;
import com.nae.api.issue.Issue;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The fix for programs in other languages: it raises the only timeout variable that the sources name, without an edit.
 */
final class TimeoutVariable {
    private static final Pattern NUMBER = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?)(ms|s|m)?");

    private TimeoutVariable() {}

    /** The fix for the variable, or a suggestion where there is none, several, or one without a plain number. */
    static List<Fix> propose(Issue issue, Workspace workspace, Config config) {
        List<String> variables = workspace.environmentNames().stream()
                .filter(n -> n.toUpperCase(Locale.ROOT).contains("TIMEOUT"))
                .filter(n -> named(n, workspace))
                .sorted()
                .toList();
        if (variables.size() != 1) {
            return List.of(Fix.suggest(
                    "timeout-suggestion",
                    issue.message()
                            + ": raise the limit of this call, or find out why the other side does not answer"));
        }
        String name = variables.get(0);
        Matcher value = NUMBER.matcher(workspace.environment(name).orElse(""));
        if (!value.matches()) {
            return List.of(Fix.suggest("timeout-suggestion", issue.message() + ": the limit is set by " + name));
        }
        return raised(name, value, config);
    }

    /** Doubles the value, in the unit and form that it has. */
    private static List<Fix> raised(String name, Matcher value, Config config) {
        double unit = unit(name, Optional.ofNullable(value.group(2)).orElse(""));
        BigDecimal old = new BigDecimal(value.group(1));
        double seconds = Math.min(old.doubleValue() * unit * 2, config.capSeconds());
        // the limit is at the cap
        if (seconds <= old.doubleValue() * unit) {
            return List.of(TimeoutHealer.hangs(name));
        }
        BigDecimal raised = BigDecimal.valueOf(seconds / unit).stripTrailingZeros();
        String text =
                raised.toPlainString() + Optional.ofNullable(value.group(2)).orElse("");
        String reason = "the limit " + name + " = " + value.group() + " is raised to " + text
                + "; it is kept only if the slow call then finishes";
        return List.of(
                TimeoutHealer.step(
                        "timeout-environment", reason, new Change.SetEnvironment(Map.of(name, text)), seconds),
                TimeoutHealer.hangs(name));
    }

    /** The unit of a value in seconds: by its suffix, otherwise by the name of the variable, otherwise a second. */
    private static double unit(String name, String suffix) {
        boolean millis = suffix.equals("ms")
                || suffix.isEmpty() && name.toUpperCase(Locale.ROOT).matches(".*(_MS|MILLIS|MSEC)");
        if (millis) {
            return 0.001;
        }
        return suffix.equals("m") ? 60 : 1;
    }

    /** Whether a source contains the name of the variable. */
    private static boolean named(String variable, Workspace workspace) {
        return workspace.files().stream()
                .filter(f -> f.matches(".*\\.(js|mjs|cjs|ts|java|go|rb|rs|kt|php|pl|sh)"))
                .map(workspace::read)
                .flatMap(Optional::stream)
                .anyMatch(b -> new String(b, StandardCharsets.ISO_8859_1).contains(variable));
    }
}
