package com.nae.health.probe;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A command line split into words as a POSIX shell splits it: quotes and backslashes, nothing else. */
final class CommandSplitter {
    private final List<String> words = new ArrayList<>();
    private StringBuilder word;
    private char quote;

    private CommandSplitter() {}

    /** @throws IOException if a quote is not closed or there is no word at all */
    static List<String> split(String line) throws IOException {
        CommandSplitter split = new CommandSplitter();
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '\\' && split.quote != '\'' && i + 1 < line.length()) {
                split.append(line.charAt(++i));
            } else {
                split.take(c);
            }
        }
        split.end();
        if (split.quote != 0 || split.words.isEmpty()) {
            throw new IOException("'" + line + "' is not a command");
        }
        return List.copyOf(split.words);
    }

    private void take(char c) {
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
            end();
        } else {
            append(c);
        }
    }

    private void append(char c) {
        word = word == null ? new StringBuilder() : word;
        word.append(c);
    }

    private void end() {
        if (word != null) {
            words.add(word.toString());
            word = null;
        }
    }
}
