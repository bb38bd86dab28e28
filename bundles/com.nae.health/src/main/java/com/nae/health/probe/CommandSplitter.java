package com.nae.health.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Splits a command line into words like a POSIX shell, by quotes and backslashes only. */
final class CommandSplitter {
    private final List<String> words = new ArrayList<>();
    private StringBuilder word;
    private char quote;

    private CommandSplitter() {}

    /** @throws IOException if a quote is not closed or the line holds no word */
    static List<String> split(String line) throws IOException {
        CommandSplitter split = new CommandSplitter();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && split.quote != '\'' && i + 1 < line.length()) {
                split.append(line.charAt(++i));
            } else {
                split.accept(c);
            }
        }
        split.endWord();
        if (split.quote != 0 || split.words.isEmpty()) {
            throw new IOException("'" + line + "' is not a command");
        }
        return List.copyOf(split.words);
    }

    private void accept(char c) {
        if (quote != 0) {
            if (c == quote) {
                quote = 0;
            } else {
                append(c);
            }
        } else if (c == '\'' || c == '"') {
            quote = c;
            word = word == null ? new StringBuilder() : word;
        } else if (Character.isWhitespace(c)) {
            endWord();
        } else {
            append(c);
        }
    }

    private void append(char c) {
        word = word == null ? new StringBuilder() : word;
        word.append(c);
    }

    private void endWord() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }
}
