package com.nae.issues;

import com.nae.api.issue.StackFormat;
import com.nae.issues.scan.TriggerMatcher;
import java.util.ArrayList;
import java.util.List;

/**
 * The stack formats that are currently registered, with the byte searches built from their triggers. Immutable;
 * replaced when formats come and go.
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

    /**
     * Triggers of which every line with a level of ERROR or above has one. Whether the line really has that level is
     * decided by {@code RecordHeader}.
     */
    private static final List<String> LEVELS = levels();
    /**
     * Triggers that match in this case only.
     *
     * <p>They are level letters in a column of their own, after a number of two or more digits, as in {@code 1702 2395
     * E Tag:}; levels as numbers, as in {@code <3>it failed}; and the tags of line pieces, since the whole line must be
     * read.
     */
    private static final List<String> LEVEL_LETTERS = letters();

    /** Messages without a level that programs or their runtimes print when they crash. */
    private static final List<String> CRASH_MESSAGES = List.of(
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
    final TriggerMatcher crashMessages = new TriggerMatcher(CRASH_MESSAGES);

    public StackFormats(List<StackFormat> formats) {
        this.formats = List.copyOf(formats);
        List<String> triggers = new ArrayList<>();
        formats.forEach(f -> triggers.addAll(f.triggers()));
        formats.forEach(f -> f.triggers().forEach(t -> triggers.add(asJson(t))));
        traceTriggers = new TriggerMatcher(triggers.isEmpty() ? LEVELS.subList(0, 1) : triggers);
        triggers.addAll(LEVELS);
        triggers.addAll(CRASH_MESSAGES);
        candidates = new TriggerMatcher(triggers, LEVEL_LETTERS);
    }

    /** Returns the trigger as it is written in a JSON string. */
    private static String asJson(String trigger) {
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

    /** Lists the triggers one by one: the search knows words only, no classes of characters. */
    private static List<String> letters() {
        List<String> letters = new ArrayList<>(List.of(" stderr P ", " stdout P "));
        for (int id = 0; id < 110; id++) {
            String digits = id < 100 ? String.format("%02d", id) : " " + id % 10;
            letters.add(digits + " E ");
            letters.add(digits + " F ");
        }
        for (char c = ' '; c <= '~'; c++) {
            for (char priority = '0'; priority <= '3'; priority++) {
                letters.add("\n<" + priority + ">" + c);
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
