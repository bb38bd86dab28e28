package com.nae.issues.scan;

/** How grave a log record calls itself. */
public enum Severity {
    NONE,
    DEBUG,
    INFO,
    WARNING,
    ERROR,
    CRITICAL;

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
        return switch (to - from) {
            case 3 ->
                is(b, from, "err") || is(b, from, "sev")
                        ? ERROR
                        : is(b, from, "ftl") || is(b, from, "crt")
                                ? CRITICAL
                                : is(b, from, "inf")
                                        ? INFO
                                        : is(b, from, "dbg") ? DEBUG : is(b, from, "wrn") ? WARNING : NONE;
            case 4 ->
                is(b, from, "info")
                        ? INFO
                        : is(b, from, "warn")
                                ? WARNING
                                : is(b, from, "crit")
                                        ? CRITICAL
                                        : is(b, from, "fail") || is(b, from, "erro") || is(b, from, "eror")
                                                ? ERROR
                                                : is(b, from, "fine") || is(b, from, "dbug")
                                                        ? DEBUG
                                                        : is(b, from, "fata") ? CRITICAL : NONE;
            case 5 ->
                is(b, from, "error")
                        ? ERROR
                        : is(b, from, "debug") || is(b, from, "trace") || is(b, from, "finer")
                                ? DEBUG
                                : is(b, from, "fatal")
                                                || is(b, from, "alert")
                                                || is(b, from, "emerg")
                                                || is(b, from, "panic")
                                        ? CRITICAL
                                        : NONE;
            case 6 ->
                is(b, from, "notice")
                        ? INFO
                        : is(b, from, "severe")
                                ? ERROR
                                : is(b, from, "dpanic")
                                        ? CRITICAL
                                        : is(b, from, "config") ? NONE : is(b, from, "finest") ? DEBUG : NONE;
            case 7 ->
                is(b, from, "warning")
                        ? WARNING
                        : is(b, from, "verbose") ? DEBUG : is(b, from, "success") ? INFO : NONE;
            case 8 -> is(b, from, "critical") ? CRITICAL : NONE;
            case 9 -> is(b, from, "emergency") ? CRITICAL : NONE;
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
