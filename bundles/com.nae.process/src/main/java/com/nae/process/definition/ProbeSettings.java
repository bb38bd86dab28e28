package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.process.ProcessDefinition.Means;
import com.nae.api.process.ProcessDefinition.Probe;
import com.nae.process.expansion.CommandLine;
import com.nae.process.expansion.ReplicaVariable;
import com.nae.process.expansion.VariableExpander;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Reads a probe, {@code readiness.*} or {@code liveness.*}: exactly one means, and times and thresholds with the
 * defaults of Kubernetes.
 */
final class ProbeSettings {
    private static final List<String> TIMES =
            List.of("initial_delay", "period", "timeout", "success_threshold", "failure_threshold");
    private static final Pattern HOST_PORT = Pattern.compile("(?:[^\\s:/\\[\\]]+|\\[[0-9A-Fa-f:.]+])?:(\\d{1,5})");
    private static final int HIGHEST_PORT = 65_535;
    private static final int MOST = 1000;

    private final Settings s;
    private final String kind;
    private final DefinitionEnvironment environment;

    private ProbeSettings(Settings s, String kind, DefinitionEnvironment environment) {
        this.s = s;
        this.kind = kind;
        this.environment = environment;
    }

    /** @param kind {@code readiness} or {@code liveness} */
    static Optional<Probe> of(Settings s, String kind, DefinitionEnvironment environment) {
        return s.attempt(Optional.empty(), new ProbeSettings(s, kind, environment)::read);
    }

    private Optional<Probe> read() {
        List<Means> given = new ArrayList<>();
        for (Means means : Means.values()) {
            s.text(key(means)).ifPresent(target -> given.add(means));
        }
        Probe probe = probe(given.isEmpty() ? Means.TCP : given.get(0));
        if (given.size() > 1) {
            throw new SettingsException(
                    key(given.get(1)), "stands beside " + key(given.get(0)) + "; a probe has one means");
        }
        if (given.isEmpty()) {
            TIMES.stream()
                    .map(this::key)
                    .filter(key -> s.text(key).isPresent())
                    .findFirst()
                    .ifPresent(key -> {
                        throw new SettingsException(
                                key,
                                "says when to probe, but none of " + kind + ".http, .tcp, .exec and .log says how");
                    });
            return Optional.empty();
        }
        return Optional.of(probe);
    }

    /** Targets hold {@code ${NAE_REPLICA}} until an instance is probed. */
    private Probe probe(Means means) {
        return new Probe(
                means,
                s.attempt(
                        "",
                        () -> s.text(key(means))
                                .map(target -> checked(means, target))
                                .orElse("")),
                s.duration(key("initial_delay"), Duration.ZERO),
                time("period", Duration.ofSeconds(10)),
                time("timeout", Duration.ofSeconds(1)),
                s.integer(key("success_threshold"), 1, 1, MOST),
                s.integer(key("failure_threshold"), 3, 1, MOST));
    }

    private Duration time(String name, Duration otherwise) {
        return s.attempt(otherwise, () -> SettingBounds.positive(key(name), s.duration(key(name), otherwise)));
    }

    private String checked(Means means, String target) {
        String key = key(means);
        VariableExpander variables = environment.variables(key);
        return switch (means) {
            case HTTP -> url(key, variables.expand(target));
            case TCP -> hostPort(key, variables.expand(target));
            case EXEC -> exec(key, target, variables);
            case LOG -> regex(key, target);
        };
    }

    private static String exec(String key, String target, VariableExpander variables) {
        return CommandLine.join(CommandLine.split(key, target, variables));
    }

    private static String url(String key, String text) {
        try {
            URI uri = URI.create(ReplicaVariable.fill(text, 0));
            if (("http".equals(uri.getScheme()) || "https".equals(uri.getScheme())) && uri.getHost() != null) {
                return text;
            }
        } catch (IllegalArgumentException malformed) {
            throw new SettingsException(key, "is '" + text + "', which is no URL: " + malformed.getMessage());
        }
        throw new SettingsException(key, "is '" + text + "', expected a URL such as http://127.0.0.1:8080/health");
    }

    private static String hostPort(String key, String text) {
        var match = HOST_PORT.matcher(ReplicaVariable.fill(text, 0));
        int port = match.matches() ? Integer.parseInt(match.group(1)) : 0;
        if (port < 1 || port > HIGHEST_PORT) {
            throw new SettingsException(key, "is '" + text + "', expected host:port such as 127.0.0.1:5432");
        }
        return text;
    }

    private static String regex(String key, String text) {
        try {
            return Pattern.compile(text).pattern();
        } catch (PatternSyntaxException e) {
            throw new SettingsException(
                    key, "is no regular expression: " + e.getDescription() + " near index " + e.getIndex());
        }
    }

    private String key(Means means) {
        return key(means.name().toLowerCase(Locale.ROOT));
    }

    private String key(String name) {
        return kind + "." + name;
    }
}
