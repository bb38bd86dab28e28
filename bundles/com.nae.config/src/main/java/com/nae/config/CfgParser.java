package com.nae.config;

import com.nae.api.config.SettingsException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * The parser of configuration files: one {@code key = value} a line, {@code #} before a comment, and a backslash at the
 * end of a line that continues in the next one. Nothing else is special. A line that cannot be used is reported by its
 * number and skipped.
 */
final class CfgParser {
    private static final Pattern KEY = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.:-]*");
    /** First words of keys that would collide with properties of the framework. */
    private static final Set<String> RESERVED = Set.of("service", "component", "nae", "felix");

    private final String[] lines;
    private final List<SettingsException> problems;
    private final Map<String, String> values = new LinkedHashMap<>();
    private final Set<String> seen = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private int nextLine;

    private CfgParser(String text, List<SettingsException> problems) {
        this.lines = text.lines().toArray(String[]::new);
        this.problems = problems;
    }

    /**
     * The values by key, in the order of the file.
     *
     * @param problems lines that cannot be used are added here
     * @throws SettingsException if it is not UTF-8 text
     */
    static Map<String, String> parse(byte[] bytes, List<SettingsException> problems) {
        return new CfgParser(decode(bytes), problems).values();
    }

    /** Decodes UTF-8 strictly; a byte order mark is dropped. */
    private static String decode(byte[] bytes) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new SettingsException("", "is not UTF-8 text");
        }
    }

    private Map<String, String> values() {
        while (nextLine < lines.length) {
            int first = nextLine + 1;
            String line = lines[nextLine++].strip();
            if (!line.isEmpty() && line.charAt(0) != '#') {
                add(first, joinContinued(line));
            }
        }
        return values;
    }

    private void add(int number, String line) {
        try {
            put(number, line);
        } catch (SettingsException e) {
            problems.add(e);
        }
    }

    /** Joins a line with the lines that continue it. */
    private String joinContinued(String line) {
        StringBuilder whole = new StringBuilder(line);
        while (continues(whole)) {
            whole.setLength(whole.length() - 1);
            if (nextLine == lines.length) {
                break;
            }
            whole.append(lines[nextLine++].strip());
        }
        return whole.toString();
    }

    /** An odd number of backslashes at the end continues the line; an even number is escaped backslashes. */
    private static boolean continues(StringBuilder line) {
        int backslashes = 0;
        while (backslashes < line.length() && line.charAt(line.length() - 1 - backslashes) == '\\') {
            backslashes++;
        }
        return backslashes % 2 == 1;
    }

    /** Adds the key and value of a line. */
    private void put(int number, String line) {
        int equals = line.indexOf('=');
        if (equals < 0) {
            throw problem(number, "has no '='");
        }
        if (hasControl(line)) {
            throw problem(number, "has a control character");
        }
        String key = line.substring(0, equals).strip();
        if (!KEY.matcher(key).matches()) {
            throw problem(number, "has no valid key before the '=': letters, digits, '_', '.', ':' and '-'");
        }
        if (key.indexOf('.') > 0
                && RESERVED.contains(key.substring(0, key.indexOf('.')).toLowerCase(Locale.ROOT))) {
            throw new SettingsException(key, "is reserved (line " + number + ")");
        }
        if (!seen.add(key)) {
            throw new SettingsException(key, "is set twice (line " + number + "; keys are not case-sensitive)");
        }
        values.put(key, line.substring(equals + 1).strip());
    }

    /** Control characters other than tabs are most likely a mistake, and would hide parts of a value. */
    private static boolean hasControl(String line) {
        for (int i = 0; i < line.length(); i++) {
            if (Character.isISOControl(line.charAt(i)) && line.charAt(i) != '\t') {
                return true;
            }
        }
        return false;
    }

    private static SettingsException problem(int line, String what) {
        return new SettingsException("line " + line, what);
    }
}
