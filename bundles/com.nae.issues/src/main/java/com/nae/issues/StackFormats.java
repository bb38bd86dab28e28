package com.nae.issues;

import com.nae.api.issue.StackFormat;
import com.nae.issues.scan.TriggerMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * The stack formats known at a time, with the byte scans built from their triggers. Immutable; replaced as formats come
 * and go.
 */
public final class StackFormats {
    private static final List<String> LEVEL_WORDS = List.of(
            "error",
            "fatal",
            "critical",
            "severe",
            "alert",
            "emerg",
            "panic",
            "[crit",
            "=crit",
            "\"crit",
            "crit:",
            "[err]",
            "=err ",
            "\"err\"",
            " err ",
            "[ftl]",
            " ftl ",
            " err]",
            " ftl]",
            "fail:",
            "[fail",
            "level\":5",
            "level\":6",
            "level\": 5",
            "level\": 6",
            "severity\":3",
            "priority\":\"3",
            ">1 20",
            "erro[",
            "fata[",
            "=eror",
            "\"eror",
            "\"s\":\"e\"",
            "\"s\":\"f\"");

    /** Of which every line that names a level of ERROR or above holds one; the rest of it is left to {@code Header}. */
    private static final List<String> LEVELS = levels();
    /**
     * The letter of a level in a column of its own, as {@code 1702 2395 E Tag:}, a number of two or more digits before
     * it; levels as numbers, as {@code <3>it failed}; pieces of lines, of which the whole is to be looked at.
     */
    private static final List<String> LETTERS = letters();

    /** What programs say when they end badly, with no level. */
    private static final List<String> LAST_WORDS = List.of(
            "panicked at ",
            "segmentation fault",
            "bus error (core",
            "aborted (core",
            "terminate called after",
            "assertion `",
            "assertion failed:",
            "outofmemoryerror: ",
            "fatal error has been detected",
            "unhandled exception",
            "uncaught exception",
            "php fatal error:",
            "php parse error:",
            "fatal error: uncaught",
            "out of memory: kill",
            "stack smashing detected",
            "double free or corruption",
            "addresssanitizer: ",
            "npm err! ",
            "npm error ",
            "reached heap limit");

    final List<StackFormat> formats;
    final TriggerMatcher traceTriggers;
    final TriggerMatcher candidates;
    final TriggerMatcher lastWords = new TriggerMatcher(LAST_WORDS);

    public StackFormats(List<StackFormat> formats) {
        this.formats = List.copyOf(formats);
        List<String> triggers = new ArrayList<>();
        formats.forEach(f -> triggers.addAll(f.triggers()));
        formats.forEach(f -> f.triggers().forEach(t -> triggers.add(escaped(t))));
        traceTriggers = new TriggerMatcher(triggers.isEmpty() ? LEVELS.subList(0, 1) : triggers);
        triggers.addAll(LEVELS);
        triggers.addAll(LAST_WORDS);
        candidates = new TriggerMatcher(triggers, LETTERS);
    }

    /** As it stands in a line of JSON. */
    private static String escaped(String trigger) {
        return trigger.replace("\"", "\\\"").replace("\t", "\\t");
    }

    private static List<String> levels() {
        List<String> levels = new ArrayList<>(LEVEL_WORDS);
        for (String month :
                List.of("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")) {
            levels.add(">" + month + " ");
        }
        for (String source : List.of(".go:", ".cc:", "cpp:")) {
            for (char digit = '1'; digit <= '9'; digit++) {
                levels.add(source + digit);
            }
        }
        return List.copyOf(levels);
    }

    private static List<String> letters() {
        List<String> letters = new ArrayList<>(List.of(" stderr P ", " stdout P "));
        for (int id = 0; id < 110; id++) {
            String digits = id < 100 ? String.format("%02d", id) : " " + id % 10;
            letters.add(digits + " E ");
            letters.add(digits + " F ");
        }
        for (char c = ' '; c <= '~'; c++) {
            for (char grave = '0'; grave <= '3'; grave++) {
                letters.add("\n<" + grave + ">" + c);
            }
        }
        for (char letter : new char[] {'E', 'F', 'C'}) {
            letters.add("\n" + letter + " 20");
            for (int digits = 0; digits < 40; digits++) {
                letters.add("[" + letter + String.format(" %02d", digits));
            }
        }
        return List.copyOf(letters);
    }
}
