package com.nae.process.expansion;

import com.nae.api.config.SettingsException;
import com.nae.base.text.ShellWords;
import java.text.ParseException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The command line of a setting: split into words as a POSIX shell does with its variables expanded, or joined from
 * words so that it splits into the same words again.
 */
public final class CommandLine {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private CommandLine() {}

    /**
     * The words of a command, at least one.
     *
     * @param key named by errors
     * @throws SettingsException if a shell could not run it, or a variable in it cannot be expanded
     */
    public static List<String> split(String key, String text, VariableExpander variables) {
        try {
            return ShellWords.split(text, variables::expandAt);
        } catch (ParseException malformed) {
            throw new SettingsException(key, malformed.getMessage());
        }
    }

    /** The command line of words, quoted where a shell would take a character as special. */
    public static String join(List<String> words) {
        return words.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
