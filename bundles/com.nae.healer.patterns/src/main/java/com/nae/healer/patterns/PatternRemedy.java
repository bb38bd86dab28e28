package com.nae.healer.patterns;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.healing.Change;
import com.nae.base.text.ShellWords;
import java.text.ParseException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The remedy of a pattern, in the order in which its parts are carried out: variables, a command, an endpoint to wait
 * for, a restart, a suggestion. Only the endpoint and the suggestion may contain text from the log, because a log is
 * untrusted.
 */
record PatternRemedy(
        Map<String, String> environment,
        List<String> command,
        Duration commandTimeout,
        Optional<String> await,
        Optional<Duration> restart,
        Optional<String> suggest) {
    private static final java.util.regex.Pattern NAME = java.util.regex.Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private static final java.util.regex.Pattern ENDPOINT =
            java.util.regex.Pattern.compile("([A-Za-z0-9][A-Za-z0-9.-]{0,252}|\\[[0-9A-Fa-f:]{2,45}\\]):(\\d{1,5})");

    /** Reads the remedy. @throws SettingsException if there is none, or a part is malformed */
    static PatternRemedy of(Settings settings, Pattern match) {
        Map<String, String> environment = settings.withPrefix("remedy.environment.");
        environment.forEach(PatternRemedy::variable);
        PatternRemedy remedy = new PatternRemedy(
                environment,
                settings.text("remedy.command").map(PatternRemedy::words).orElse(List.of()),
                settings.duration("remedy.command_timeout", Duration.ofMinutes(1)),
                settings.text("remedy.await").map(t -> MatchTemplate.requireGroups("remedy.await", t, match)),
                settings.text("remedy.restart").map(t -> Settings.durationOf("remedy.restart", t)),
                settings.text("remedy.suggest").map(t -> MatchTemplate.requireGroups("remedy.suggest", t, match)));
        if (environment.isEmpty()
                && remedy.command.isEmpty()
                && remedy.await.isEmpty()
                && remedy.restart.isEmpty()
                && remedy.suggest.isEmpty()) {
            throw new SettingsException(
                    "remedy",
                    "is missing: one of remedy.suggest, .restart, .await, .environment.NAME, .command is needed");
        }
        return remedy;
    }

    private static void variable(String name, String value) {
        if (!NAME.matcher(name).matches()) {
            throw new SettingsException("remedy.environment." + name, "is no name of a variable");
        }
        MatchTemplate.requireConstant("remedy.environment." + name, value);
    }

    private static List<String> words(String command) {
        try {
            return ShellWords.split(MatchTemplate.requireConstant("remedy.command", command));
        } catch (ParseException malformed) {
            throw new SettingsException("remedy.command", malformed.getMessage());
        }
    }

    /** The changes for a match. An endpoint that is malformed in the log is left out. */
    List<Change> changes(Matcher match) {
        List<Change> changes = new ArrayList<>();
        if (!environment.isEmpty()) {
            changes.add(new Change.SetEnvironment(environment));
        }
        if (!command.isEmpty()) {
            changes.add(new Change.RunCommand(command, commandTimeout));
        }
        await.map(t -> ENDPOINT.matcher(MatchTemplate.fill(t, match)))
                .filter(m -> m.matches() && port(m) > 0)
                .ifPresent(m -> changes.add(new Change.AwaitEndpoint(m.group(1).replaceAll("[\\[\\]]", ""), port(m))));
        restart.ifPresent(after -> changes.add(new Change.Restart(after)));
        suggest.ifPresent(t -> changes.add(new Change.Suggest(MatchTemplate.fill(t, match))));
        return changes.isEmpty()
                ? List.of(new Change.Suggest("the log names no endpoint to wait for"))
                : List.copyOf(changes);
    }

    /** The port; 0 if it is out of range. */
    private static int port(java.util.regex.Matcher endpoint) {
        int port = Integer.parseInt(endpoint.group(2));
        return port <= 65_535 ? port : 0;
    }
}
