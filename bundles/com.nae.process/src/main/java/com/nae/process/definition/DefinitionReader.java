package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.api.process.ProcessDefinition.Limits;
import com.nae.api.process.ProcessDefinition.Log;
import com.nae.api.process.ProcessDefinition.Policy;
import com.nae.api.process.ProcessDefinition.Restart;
import com.nae.api.process.ProcessDefinition.Schedule;
import com.nae.api.process.ProcessDefinition.Stop;
import com.nae.process.expansion.CommandLine;
import com.nae.process.schedule.CronExpression;
import java.nio.file.FileSystems;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.PatternSyntaxException;

/**
 * Reads the definition of a process in one mode from its keys. With settings that collect errors it goes on after a bad
 * value, so that the operator sees all problems of a file at once.
 */
final class DefinitionReader {
    /** A limit that a typing error runs into, not a design. */
    private static final int MOST_REPLICAS = 1000;

    /** No program starts with less. */
    private static final long LEAST_MEMORY_MAX = 1 << 20;

    private static final int HIGHEST_EXIT_CODE = 255;
    private static final double MOST_CPU = 100_000;

    private final Settings s;
    private final Mode mode;
    private final DefinitionContext context;
    private final ProcessDefaults defaults;
    private final DefinitionEnvironment environment;

    DefinitionReader(Settings s, String process, Mode mode, DefinitionContext context, ProcessDefaults defaults) {
        this.s = s;
        this.mode = mode;
        this.context = context;
        this.defaults = defaults.read(s);
        this.environment = new DefinitionEnvironment(s, process, mode, context);
    }

    ProcessDefinition read(String process) {
        return new ProcessDefinition(
                process,
                mode,
                new ProcessDefinition.Execution(
                        command(),
                        s.attempt(context.home(), this::directory),
                        environment.values(),
                        IdentitySettings.of(s, context, environment.variables("user")),
                        s.flag("notify", false)),
                restart(),
                stop(),
                new ProcessDefinition.Start(
                        schedule(),
                        s.attempt(List.of(), () -> DependencySettings.of(s, process)),
                        s.integer("replicas", 1, 1, MOST_REPLICAS),
                        s.flag("autostart", true),
                        s.flag("critical", false)),
                new ProcessDefinition.Probes(
                        ProbeSettings.of(s, "readiness", environment), ProbeSettings.of(s, "liveness", environment)),
                limits(),
                log(),
                HealingSettings.of(s, mode, environment),
                EvidenceSettings.of(s, mode),
                s.attempt(List.of(), this::watch));
    }

    private List<String> command() {
        String text = s.required("command");
        return s.attempt(List.of(), () -> CommandLine.split("command", text, environment.variables("command")));
    }

    private Path directory() {
        return s.text("directory")
                .map(environment.variables("directory")::expand)
                .map(text -> {
                    try {
                        return context.home().resolve(text).normalize();
                    } catch (InvalidPathException e) {
                        throw new SettingsException("directory", "is no path: " + e.getReason());
                    }
                })
                .orElse(context.home());
    }

    private Restart restart() {
        Set<Integer> success = s.attempt(Set.of(), () -> codes("success_exit_codes", 0));
        Set<Integer> permanent = s.attempt(Set.of(), () -> permanent(success));
        return new Restart(
                s.choice("autorestart", Policy.class, s.text("schedule").isPresent() ? Policy.NEVER : Policy.ALWAYS),
                success,
                permanent,
                defaults.startSeconds(),
                defaults.restartThreshold(),
                defaults.restartWindow(),
                defaults.backoffInitial(),
                s.attempt(defaults.backoffMax(), this::backoffMax),
                defaults.backoffReset());
    }

    /** Only where a file sets both: a default that a file's other key exceeds gives way silently. */
    private Duration backoffMax() {
        if (s.text("backoff_initial").isPresent()
                && s.text("backoff_max").isPresent()
                && defaults.backoffInitial().compareTo(defaults.backoffMax()) > 0) {
            throw new SettingsException("backoff_max", "is shorter than backoff_initial");
        }
        return defaults.backoffMax();
    }

    private Set<Integer> permanent(Set<Integer> success) {
        Set<Integer> permanent = codes("permanent_failure_codes", 125);
        permanent.stream().filter(success::contains).findFirst().ifPresent(code -> {
            throw new SettingsException(
                    "permanent_failure_codes", "holds " + code + ", which success_exit_codes holds too");
        });
        return permanent;
    }

    /** Exit codes from 0 to 255. */
    private Set<Integer> codes(String key, int otherwise) {
        Set<Integer> codes = new TreeSet<>();
        for (String item : s.list(key, List.of(Integer.toString(otherwise)))) {
            if (!item.matches("\\d{1,3}") || Integer.parseInt(item) > HIGHEST_EXIT_CODE) {
                throw new SettingsException(
                        key, "holds '" + item + "', expected exit codes from 0 to " + HIGHEST_EXIT_CODE);
            }
            codes.add(Integer.parseInt(item));
        }
        return Set.copyOf(codes);
    }

    private Stop stop() {
        return new Stop(
                s.attempt(
                        "",
                        () -> StopSignals.of(
                                "stop_signal", s.text("stop_signal").orElse("TERM"))),
                defaults.stopTimeout());
    }

    private Schedule schedule() {
        return new Schedule(cron("schedule"), cron("restart_schedule"));
    }

    /** A cron expression, checked here and kept as it is written. */
    private Optional<String> cron(String key) {
        Optional<String> expression = s.text(key);
        return s.attempt(expression, () -> {
            expression.ifPresent(text -> CronExpression.of(key, text));
            return expression;
        });
    }

    private Limits limits() {
        return new Limits(
                size("memory_limit", 1),
                s.text("cpu_limit").map(text -> s.decimal("cpu_limit", 0, 1, MOST_CPU)),
                s.attempt(
                        Optional.empty(),
                        () -> s.text("silence_timeout")
                                .map(text -> SettingBounds.positive(
                                        "silence_timeout", s.duration("silence_timeout", Duration.ZERO)))),
                size("memory_max", LEAST_MEMORY_MAX));
    }

    private OptionalLong size(String key, long least) {
        return s.attempt(
                OptionalLong.empty(),
                () -> s.text(key)
                        .map(text -> OptionalLong.of(SettingBounds.atLeast(key, Settings.sizeOf(key, text), least)))
                        .orElse(OptionalLong.empty()));
    }

    private Log log() {
        return new Log(defaults.logMaxSize(), defaults.logKeep(), defaults.logCompress());
    }

    /** Globs, checked in every mode; only the sandbox is watched. */
    private List<String> watch() {
        List<String> globs = s.list("watch", List.of());
        for (String glob : globs) {
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + glob);
            } catch (PatternSyntaxException e) {
                throw new SettingsException("watch", "holds '" + glob + "', which is no glob: " + e.getDescription());
            }
        }
        return mode == Mode.SANDBOX ? globs : List.of();
    }
}
