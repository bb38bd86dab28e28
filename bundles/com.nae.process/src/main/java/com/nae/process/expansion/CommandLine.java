package com.nae.process.expansion;

import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Joins words to one text that a POSIX shell, and {@link ShellWords}, splits into the same words again. */
public final class CommandLine {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private CommandLine() {}

    public static String join(List<String> words) {
        return words.stream().map(CommandLine::quoted).collect(Collectors.joining(" "));
    }

    private static String quoted(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
