package com.nae.process.expansion;

import com.nae.api.config.SettingsException;
import java.util.ArrayList;
import java.util.List;

/**
 * Splits a command into words as a POSIX shell does, by blanks, single and double quotes, and backslashes. Variables
 * are expanded outside single quotes; what they hold is never split again. Globs, tildes, pipes and redirections are
 * plain characters: no shell is involved.
 */
public final class ShellWords {
    private static final String ESCAPABLE_IN_QUOTES = "\"\\$`";
    private final String key;
    private final String text;
    private final VariableExpander variables;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    /** Whether a word has begun, perhaps an empty one in quotes. */
    private boolean begun;

    private int at;

    private ShellWords(String key, String text, VariableExpander variables) {
        this.key = key;
        this.text = text;
        this.variables = variables;
    }

    /** The words of a command, at least one. */
    public static List<String> of(String key, String text, VariableExpander variables) {
        var words = new ShellWords(key, text, variables).split();
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new SettingsException(key, "names no program");
        }
        return words;
    }

    private List<String> split() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                at++;
                finish();
            } else {
                begun = true;
                piece(c);
            }
        }
        finish();
        return List.copyOf(words);
    }

    /** Takes what begins at a character that is no blank. */
    private void piece(char c) {
        switch (c) {
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            case '\\' -> escaped();
            case '$' -> at = variables.expandAt(text, at, word);
            default -> literal();
        }
    }

    private void singleQuoted() {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw unbalanced('\'');
        }
        word.append(text, at + 1, end);
        at = end + 1;
    }

    private void doubleQuoted() {
        at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\'
                    && at + 1 < text.length()
                    && ESCAPABLE_IN_QUOTES.indexOf(text.charAt(at + 1)) >= 0) {
                at++;
                literal();
            } else if (text.charAt(at) == '$') {
                at = variables.expandAt(text, at, word);
            } else {
                literal();
            }
        }
        if (at >= text.length()) {
            throw unbalanced('"');
        }
        at++;
    }

    private void escaped() {
        if (++at >= text.length()) {
            throw new SettingsException(key, "ends with a backslash that escapes nothing");
        }
        literal();
    }

    private void literal() {
        word.append(text.charAt(at++));
    }

    private void finish() {
        if (begun) {
            words.add(word.toString());
            word.setLength(0);
            begun = false;
        }
    }

    private SettingsException unbalanced(char quote) {
        return new SettingsException(key, "has a " + quote + " without its partner");
    }
}
