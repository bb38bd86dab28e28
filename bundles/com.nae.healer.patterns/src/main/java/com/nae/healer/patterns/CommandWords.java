package com.nae.healer.patterns;

import com.nae.api.config.SettingsException;
import java.util.ArrayList;
import java.util.List;

/** The words of a command line, blanks inside quotes kept; no shell is involved. */
final class CommandWords {
    private CommandWords() {}

    static List<String> of(String key, String line) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        char quote = 0;
        boolean begun = false;
        for (char c : line.toCharArray()) {
            if (quote == 0 && Character.isWhitespace(c)) {
                if (begun) {
                    words.add(word.toString());
                }
                word.setLength(0);
                begun = false;
            } else if (quote == 0 && (c == '\'' || c == '"')) {
                quote = c;
                begun = true;
            } else if (c == quote) {
                quote = 0;
            } else {
                word.append(c);
                begun = true;
            }
        }
        if (quote != 0) {
            throw new SettingsException(key, "has a quotation mark that is not closed");
        }
        if (begun) {
            words.add(word.toString());
        }
        return List.copyOf(words);
    }
}
