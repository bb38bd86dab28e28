package com.nae.shell.text;

import com.nae.api.shell.Screen;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The size of a terminal, which may change. NAE queries the terminal, whose answer arrives among the keys (ECMA-48,
 * cursor position report).
 */
public final class TerminalSize {
    /** Moves the cursor to the bottom right corner, queries its position, and moves it back. */
    public static final String QUERY = "\u001b7\u001b[999;999H\u001b[6n\u001b8";

    private static final Pattern ANSWER = Pattern.compile("\u001b\\[(\\d{1,3});(\\d{1,3})R");
    /** An answer that is longer is dropped as malformed. */
    private static final int MAX_ANSWER = 10;

    private final StringBuilder answer = new StringBuilder();
    private Screen screen;

    public TerminalSize(Screen screen) {
        this.screen = screen;
    }

    public Screen screen() {
        return screen;
    }

    /**
     * Takes a key.
     *
     * @return whether the key belongs to an answer of the terminal
     */
    public boolean accept(int key) {
        if (key == '\u001b') {
            answer.setLength(0);
        } else if (answer.isEmpty() || answer.length() == 1 && key != '[') {
            answer.setLength(0);
            return false;
        }
        answer.append((char) key);
        Matcher whole = ANSWER.matcher(answer);
        if (whole.matches()) {
            screen = new Screen(
                    Math.max(20, Integer.parseInt(whole.group(2))),
                    Math.max(5, Integer.parseInt(whole.group(1))),
                    screen.terminal(),
                    screen.colour());
        }
        if (answer.length() >= MAX_ANSWER || key >= '@' && key != '[') {
            answer.setLength(0);
        }
        return true;
    }
}
