package com.nae.process.expansion;

import com.nae.api.config.SettingsException;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Expands {@code ${NAME}}; {@code $$} stands for one dollar, any other dollar for itself. An unknown name is an error,
 * but {@code ${NAE_REPLICA}} stays as it is until {@link ReplicaVariable} fills it in.
 */
public final class VariableExpander {
    public static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
    private final String key;
    private final Function<String, Optional<String>> source;

    /** @param key named by errors */
    public VariableExpander(String key, Function<String, Optional<String>> source) {
        this.key = key;
        this.source = source;
    }

    public String expand(String text) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            i = text.charAt(i) == '$' ? expandAt(text, i, out) : plain(text, i, out);
        }
        return out.toString();
    }

    /** Expands at the dollar at an index; returns the index after what it took. */
    int expandAt(String text, int dollar, StringBuilder out) {
        if (text.startsWith("$$", dollar)) {
            out.append('$');
            return dollar + 2;
        }
        return text.startsWith("${", dollar) ? braced(text, dollar, out) : plain(text, dollar, out);
    }

    /** Expands only {@code ${NAME}} at an index, as environment files have it: there {@code $$} is two dollars. */
    public int expandBracedAt(String text, int dollar, StringBuilder out) {
        return text.startsWith("${", dollar) ? braced(text, dollar, out) : plain(text, dollar, out);
    }

    private int braced(String text, int dollar, StringBuilder out) {
        int end = text.indexOf('}', dollar);
        if (end < 0) {
            throw new SettingsException(key, "has a ${ without its }");
        }
        String name = text.substring(dollar + 2, end);
        if (!NAME.matcher(name).matches()) {
            throw new SettingsException(key, "has ${" + name + "}, which is not the name of a variable");
        }
        out.append(
                name.equals(ReplicaVariable.VARIABLE)
                        ? text.substring(dollar, end + 1)
                        : source.apply(name)
                                .orElseThrow(() -> new SettingsException(
                                        key, "has ${" + name + "}, but no variable " + name + " is set")));
        return end + 1;
    }

    private static int plain(String text, int at, StringBuilder out) {
        out.append(text.charAt(at));
        return at + 1;
    }
}
