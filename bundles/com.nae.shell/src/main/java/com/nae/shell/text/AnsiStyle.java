package com.nae.shell.text;

import com.nae.api.shell.Screen;

/** Colours, where the screen shows them. */
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

    /** The colour that a state, a level or a status calls for. */
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

    private String sgr(String code, String text) {
        return colour && !text.isEmpty() ? "\u001b[" + code + "m" + text + "\u001b[0m" : text;
    }
}
