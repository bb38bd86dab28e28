package com.nae.rules.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The tables of keys in a bundle's README: those whose first column is headed by the word "key". */
public final class KeyTable {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CELLS = Pattern.compile("(?<!\\\\)\\|");

    private KeyTable() {}

    /**
     * One key as a README describes it.
     *
     * @param key as written, with {@code *}, {@code NAME} or {@code <name>} for what varies
     */
    public record Row(String key, String standard, String meaning) {}

    public static List<Row> rows(String readme) {
        List<Row> rows = new ArrayList<>();
        boolean inside = false;
        for (String line : readme.lines().toList()) {
            List<String> cells = line.startsWith("|") ? cells(line) : List.of();
            if (cells.size() < 2 || cells.get(0).matches("[ :-]*")) {
                inside = inside && !cells.isEmpty();
            } else if (cells.get(0).matches("(?i)key\\b.*")) {
                inside = true;
            } else if (inside) {
                rows(cells).forEach(rows::add);
            }
        }
        return rows;
    }

    private static List<String> cells(String line) {
        String inner = line.strip().replaceFirst("^\\|", "").replaceFirst("\\|$", "");
        return Arrays.stream(CELLS.split(inner, -1)).map(String::strip).toList();
    }

    private static Stream<Row> rows(List<String> cells) {
        List<String> keys =
                CODE.matcher(cells.get(0)).results().flatMap(KeyTable::words).toList();
        String standard = cells.size() > 2 ? cells.get(1) : "";
        String meaning = cells.get(cells.size() - 1);
        List<String> standards = Arrays.stream(standard.split("[ /]+")).toList();
        boolean each = standards.size() == keys.size();
        return Stream.iterate(0, i -> i < keys.size(), i -> i + 1)
                .map(i -> new Row(keys.get(i), (each ? standards.get(i) : standard).replace("`", ""), meaning));
    }

    private static Stream<String> words(MatchResult code) {
        return Arrays.stream(code.group(1).split("[ ,]+"));
    }
}
