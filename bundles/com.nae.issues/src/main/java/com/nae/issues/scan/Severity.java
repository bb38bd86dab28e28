package com.nae.issues.scan;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** How grave a log record calls itself. */
public enum Severity {
    NONE,
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    /** A word that names a level. */
    private record Word(String text, Severity severity) {}

    /** The words that log formats name their levels by, by their length. */
    private static final Word[][] BY_LENGTH = byLength(Map.of(
            DEBUG, "dbg fine dbug debug trace finer finest verbose",
            INFO, "inf info notice success",
            WARNING, "wrn warn warning",
            ERROR, "err sev fail erro eror error severe",
            CRITICAL, "ftl crt crit fata fatal alert emerg panic dpanic critical emergency"));

    private static Word[][] byLength(Map<Severity, String> words) {
        List<Word> all = words.entrySet().stream()
                .flatMap(e -> Stream.of(e.getValue().split(" ")).map(word -> new Word(word, e.getKey())))
                .toList();
        int longest = all.stream().mapToInt(word -> word.text().length()).max().orElse(0);
        return IntStream.rangeClosed(0, longest)
                .mapToObj(n -> all.stream().filter(w -> w.text().length() == n).toArray(Word[]::new))
                .toArray(Word[][]::new);
    }

    /** Whether a plain line of it is an issue. */
    public boolean isError() {
        return this == ERROR || this == CRITICAL;
    }

    /** Whether it says outright that nothing is wrong. */
    public boolean isHarmless() {
        return this == DEBUG || this == INFO;
    }

    /** Of a word as the usual log formats write it, in any case; NONE for any other word. */
    static Severity of(byte[] b, int from, int to) {
        int length = to - from;
        if (length >= BY_LENGTH.length) {
            return NONE;
        }
        for (Word word : BY_LENGTH[length]) {
            if (is(b, from, word.text())) {
                return word.severity();
            }
        }
        return NONE;
    }

    /** Of the severity of a syslog priority; 5 and 6 say nothing, since transports give them to any output. */
    static Severity ofSyslog(int severity) {
        return switch (severity) {
            case 0, 1, 2 -> CRITICAL;
            case 3 -> ERROR;
            case 4 -> WARNING;
            case 7 -> DEBUG;
            default -> NONE;
        };
    }

    private static boolean is(byte[] b, int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((b[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
