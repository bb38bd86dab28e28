package com.nae.shell.text;

import com.nae.api.shell.Screen;

/** The colours of text, by ANSI escape sequences. Without colours on the screen, text stays as it is. */
public record AnsiStyle(boolean colour) {
    public static AnsiStyle of(Screen screen) {
        return new AnsiStyle(screen.colour());
    }

    public String red(String text) {
        return sgr("31", text);
    }

    public String green(String text) {
        return sgr("32", text);
    }

    public String yellow(String text) {
        return sgr("33", text);
    }

    public String cyan(String text) {
        return sgr("36", text);
    }

    public String bold(String text) {
        return sgr("1", text);
    }

    public String faint(String text) {
        return sgr("2", text);
    }

    /**
     * Colours a process state, a health level, or the status of an issue or a fix: green for good, yellow for under
     * way, red for bad.
     */
    public String byStatus(String word) {
        return switch (word) {
            case "RUNNING", "HEALTHY", "healed", "proven", "observed" -> green(word);
            case "FATAL", "CRITICAL", "UNHEALTHY", "UNKNOWN", "escalated", "failed", "rolled-back" -> red(word);
            case "BACKOFF",
                    "STARTING",
                    "STOPPING",
                    "DEGRADED",
                    "open",
                    "waiting",
                    "awaiting-approval",
                    "healing",
                    "trying" -> yellow(word);
            default -> word;
        };
    }

    /** Encloses a text in the sequence "select graphic rendition" and its reset. */
    private String sgr(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
