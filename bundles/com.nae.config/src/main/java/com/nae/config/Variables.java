package com.nae.config;

import com.nae.api.config.SettingsException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** The variables of configuration files: {@code ${env:NAME}} and {@code ${nae.home}}; {@code $${} is a plain <code>${</code>. */
final class Variables {
    private final String home;
    private final UnaryOperator<String> environment;

    Variables(String home, UnaryOperator<String> environment) {
        this.home = home;
        this.environment = environment;
    }

    Map<String, String> expand(Map<String, String> values) {
        Map<String, String> expanded = new HashMap<>();
        values.forEach((key, value) -> expanded.put(key, value.contains("${") ? expand(key, value) : value));
        return expanded;
    }

    private String expand(String key, String value) {
        StringBuilder out = new StringBuilder();
        int from = 0;
        for (int start = value.indexOf("${"); start >= 0; start = value.indexOf("${", from)) {
            boolean escaped = start > from && value.charAt(start - 1) == '$';
            out.append(value, from, escaped ? start - 1 : start);
            if (escaped) {
                out.append("${");
                from = start + 2;
            } else {
                int end = value.indexOf('}', start);
                if (end < 0) {
                    throw new SettingsException(key, "has '${' without '}'");
                }
                out.append(value(key, value.substring(start + 2, end)));
                from = end + 1;
            }
        }
        return out.append(value, from, value.length()).toString();
    }

    private String value(String key, String variable) {
        Optional<String> value = variable.equals("nae.home") ? Optional.of(home)
                : variable.startsWith("env:") ? Optional.ofNullable(environment.apply(variable.substring(4))) : Optional.empty();
        return value.orElseThrow(() -> new SettingsException(key, "names ${" + variable + "}, which is not set"));
    }
}
