package com.nae.process.definition;

import com.nae.api.config.SettingsException;
import com.nae.process.expansion.VariableExpander;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file of variables, {@code .env} as most tools write it: {@code NAME=value} or {@code export NAME=value} a line,
 * comments, values bare, in single quotes (as they stand) or in double quotes (escapes). {@code ${NAME}} is expanded
 * outside single quotes from earlier lines, then from the runtime; any other dollar stands for itself.
 */
final class EnvironmentFile {
    private static final String KEY = "environment_file";
    private final Path file;
    private final VariableExpander variables;
    private final Map<String, String> values = new LinkedHashMap<>();

    private EnvironmentFile(Path file, Map<String, String> runtime) {
        this.file = file;
        this.variables =
                new VariableExpander(KEY, name -> Optional.ofNullable(values.getOrDefault(name, runtime.get(name))));
    }

    /** The variables of a file; a leading {@code -} allows it to be missing. Relative names are below the home. */
    static Map<String, String> read(String setting, DefinitionContext context) {
        boolean optional = setting.startsWith("-");
        Path file = context.home().resolve(optional ? setting.substring(1) : setting);
        if (optional && !Files.exists(file)) {
            return Map.of();
        }
        return new EnvironmentFile(file, context.environment()).parse();
    }

    private Map<String, String> parse() {
        List<String> lines;
        try {
            lines = Files.readAllLines(file);
        } catch (IOException e) {
            throw new SettingsException(
                    KEY,
                    "names " + file + ", which "
                            + (Files.exists(file) ? "cannot be read as UTF-8 text" : "is not there"));
        }
        for (int i = 0; i < lines.size(); i++) {
            line(lines.get(i).strip(), i + 1);
        }
        return values;
    }

    private void line(String line, int number) {
        if (line.isEmpty() || line.startsWith("#")) {
            return;
        }
        String rest =
                line.startsWith("export ") ? line.substring("export ".length()).strip() : line;
        int equals = rest.indexOf('=');
        String name = equals < 0 ? rest : rest.substring(0, equals).strip();
        if (equals < 0 || !VariableExpander.NAME.matcher(name).matches()) {
            throw error(number, "is not NAME=value");
        }
        values.put(name, value(rest.substring(equals + 1).strip(), number));
    }

    /** A value: bare up to a comment, or in quotes. */
    private String value(String text, int number) {
        char first = text.isEmpty() ? ' ' : text.charAt(0);
        if (first != '\'' && first != '"') {
            int comment = text.startsWith("#") ? 0 : text.indexOf(" #");
            return expanded(comment < 0 ? text : text.substring(0, comment).strip(), false);
        }
        int end = closing(text, first);
        if (end < 0) {
            throw error(number, "has a " + first + " without its partner");
        }
        String behind = text.substring(end + 1).strip();
        if (!behind.isEmpty() && !behind.startsWith("#")) {
            throw error(number, "goes on behind its closing quote");
        }
        return first == '\'' ? text.substring(1, end) : expanded(text.substring(1, end), true);
    }

    /** The index of the closing quote; -1 where there is none. */
    private static int closing(String text, char quote) {
        for (int i = 1; i < text.length(); i++) {
            if (text.charAt(i) == '\\' && quote == '"') {
                i++;
            } else if (text.charAt(i) == quote) {
                return i;
            }
        }
        return -1;
    }

    private String expanded(String text, boolean escapes) {
        var out = new StringBuilder();
        for (int i = 0; i < text.length(); ) {
            if (escapes && text.charAt(i) == '\\' && i + 1 < text.length()) {
                escape(text.charAt(i + 1), out);
                i += 2;
            } else {
                i = variables.expandBracedAt(text, i, out);
            }
        }
        return out.toString();
    }

    private static void escape(char c, StringBuilder out) {
        switch (c) {
            case 'n' -> out.append('\n');
            case 't' -> out.append('\t');
            case 'r' -> out.append('\r');
            case '"', '\\', '$', '`' -> out.append(c);
            default -> out.append('\\').append(c);
        }
    }

    private SettingsException error(int line, String reason) {
        return new SettingsException(KEY, file + " line " + line + " " + reason);
    }
}
