package com.nae.config;

import com.nae.api.config.SettingsException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The expansion of the variables {@code ${env:NAME}} and {@code ${nae.home}} in configuration files. A second dollar
 * before a variable prevents it. Other braces are left to the bundle that reads the file.
 */
final class ConfigurationVariables {
    private static final Pattern VARIABLE = Pattern.compile("(?<!\\$)\\$\\{(nae\\.home|env:[^}]*)}");
    private static final String ENVIRONMENT = "env:";
    private final String home;
    private final UnaryOperator<String> environment;

    ConfigurationVariables(String home, UnaryOperator<String> environment) {
        this.home = home;
        this.environment = environment;
    }

    /** @param problems values with an unknown variable are reported here and left out */
    Map<String, String> expand(Map<String, String> values, List<SettingsException> problems) {
        Map<String, String> expanded = new HashMap<>();
        values.forEach((key, value) -> {
            try {
                expanded.put(key, expand(key, value));
            } catch (SettingsException e) {
                problems.add(e);
            }
        });
        return expanded;
    }

    private String expand(String key, String value) {
        return VARIABLE.matcher(value).replaceAll(match -> Matcher.quoteReplacement(value(key, match)));
    }

    /** The value of one variable. */
    private String value(String key, MatchResult match) {
        String variable = match.group(1);
        return variable.startsWith(ENVIRONMENT)
                ? Optional.ofNullable(environment.apply(variable.substring(ENVIRONMENT.length())))
                        .orElseThrow(
                                () -> new SettingsException(key, "refers to ${" + variable + "}, which is not set"))
                : home;
    }
}
