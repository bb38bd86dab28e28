package com.nae.issues.scan;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The severity of a log record, as the record states it. */
public enum Severity {
    NONE,
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

    /** A word that names a level. */
    private record Word(String text, Severity severity) {}

    /** The words that log formats use for levels, indexed by their length. */
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

    /** Returns whether a plain line with this severity is an issue. */
    public boolean isError() {
        return this == ERROR || this == CRITICAL;
    }

    /** Returns whether a record with this severity is no failure. */
    public boolean isHarmless() {
        return this == DEBUG || this == INFO;
    }

    /** Returns the severity that a word names, in any case; NONE for any other word. */
    static Severity of(byte[] b, int from, int to) {
        int length = to - from;
        if (length >= BY_LENGTH.length) {
            return NONE;
        }
        for (Word word : BY_LENGTH[length]) {
            if (equalsIgnoreCase(b, from, word.text())) {
                return word.severity();
            }
        }
        return NONE;
    }

    /** Returns the severity of a syslog priority. Transports give 5 and 6 to any output, so they mean NONE. */
    static Severity ofSyslog(int severity) {
        return switch (severity) {
            case 0, 1, 2 -> CRITICAL;
            case 3 -> ERROR;
            case 4 -> WARNING;
            case 7 -> DEBUG;
            default -> NONE;
        };
    }

    private static boolean equalsIgnoreCase(byte[] b, int from, String word) {
        for (int i = 0; i < word.length(); i++) {
            if ((b[from + i] | 0x20) != word.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
