package com.nae.base.text;

import java.text.ParseException;
import java.util.ArrayList;
import java.util.List;

/**
 * A splitter of a command line into words as a POSIX shell does it, by blanks, single and double quotes, and
 * backslashes. Globs, tildes, pipes and redirections are plain characters: no shell is involved. A caller may expand
 * variables, as a shell does, outside single quotes; what they hold is never split again.
 */
public final class ShellWords {
    private static final String ESCAPABLE_IN_QUOTES = "\"\\$`";
    private final String text;
    private final Expansion expansion;
    private final List<String> words = new ArrayList<>();
    private final StringBuilder word = new StringBuilder();
    /** Whether a word has begun, perhaps an empty one in quotes. */
    private boolean begun;

    private int at;

    private ShellWords(String text, Expansion expansion) {
        this.text = text;
        this.expansion = expansion;
    }

    /** What a dollar outside single quotes stands for. */
    @FunctionalInterface
    public interface Expansion {
        /** Appends what the dollar at {@code dollar} stands for; returns the index after what it took. */
        int expandAt(String text, int dollar, StringBuilder out);
    }

    /**
     * The words of a command in which a dollar is a plain character.
     *
     * @return at least one word, of which the first is not empty
     * @throws ParseException as {@link #split(String, Expansion)} does
     */
    public static List<String> split(String text) throws ParseException {
        return split(text, (all, dollar, out) -> {
            out.append('$');
            return dollar + 1;
        });
    }

    /**
     * The words of a command with its variables expanded.
     *
     * @return at least one word, of which the first is not empty
     * @throws ParseException if a quote is not closed, a backslash escapes nothing or no program is named; the message
     *     continues the name of the setting that holds the command
     */
    public static List<String> split(String text, Expansion expansion) throws ParseException {
        List<String> words = new ShellWords(text, expansion).split();
        if (words.isEmpty() || words.get(0).isEmpty()) {
            throw new ParseException("names no program", 0);
        }
        return words;
    }

    private List<String> split() throws ParseException {
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
    private void piece(char c) throws ParseException {
        switch (c) {
            case '\'' -> singleQuoted();
            case '"' -> doubleQuoted();
            case '\\' -> escaped();
            case '$' -> at = expansion.expandAt(text, at, word);
            default -> literal();
        }
    }

    private void singleQuoted() throws ParseException {
        int end = text.indexOf('\'', at + 1);
        if (end < 0) {
            throw unbalanced('\'', at);
        }
        word.append(text, at + 1, end);
        at = end + 1;
    }

    private void doubleQuoted() throws ParseException {
        int opening = at++;
        while (at < text.length() && text.charAt(at) != '"') {
            if (text.charAt(at) == '\\'
                    && at + 1 < text.length()
                    && ESCAPABLE_IN_QUOTES.indexOf(text.charAt(at + 1)) >= 0) {
                at++;
                literal();
            } else if (text.charAt(at) == '$') {
                at = expansion.expandAt(text, at, word);
            } else {
                literal();
            }
        }
        if (at >= text.length()) {
            throw unbalanced('"', opening);
        }
        at++;
    }

    private void escaped() throws ParseException {
        if (++at >= text.length()) {
            throw new ParseException("ends with a backslash that escapes nothing", at - 1);
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

    private static ParseException unbalanced(char quote, int opening) {
        return new ParseException("has a " + quote + " without its partner", opening);
    }
}
