package com.nae.process.posix;

import com.sun.jna.Platform;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads variables in the environments of other processes. */
final class ProcessEnvironment {
    /** Where the next variable begins in a line of ps(1), which separates them by blanks. */
    private static final Pattern NEXT = Pattern.compile(" [A-Za-z_][A-Za-z0-9_]*=");

    private ProcessEnvironment() {}

    /**
     * The value of a variable in a text of {@code NAME=value}.
     *
     * @param end separates variables: NUL, or the blank of ps(1), where a value may hold blanks
     */
    static Optional<String> find(String text, String name, char end) {
        int at = text.startsWith(name + "=") ? 0 : text.indexOf(end + name + "=") + 1;
        if (at == 0 && !text.startsWith(name + "=")) {
            return Optional.empty();
        }
        int from = at + name.length() + 1;
        if (end != ' ') {
            int to = text.indexOf(end, from);
            return Optional.of(text.substring(from, to < 0 ? text.length() : to));
        }
        Matcher next = NEXT.matcher(text);
        return Optional.of(text.substring(from, next.find(from) ? next.start() : text.length())
                .stripTrailing());
    }

    /** The value of a variable in the processes that ps(1) selects, by pid; processes of other users are left out. */
    static Map<Integer, String> readWithPs(String name, String... selection) {
        List<String> command = new ArrayList<>(List.of("ps"));
        command.addAll(List.of(Platform.isMac() ? new String[] {"-E", "-ww"} : new String[] {"eww"}));
        command.addAll(List.of(selection));
        command.addAll(List.of("-o", "pid=,command="));
        Map<Integer, String> found = new HashMap<>();
        try {
            Process ps = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            for (String line : new String(ps.getInputStream().readAllBytes(), StandardCharsets.UTF_8).split("\n")) {
                String[] parts = line.strip().split(" ", 2);
                if (parts.length == 2 && parts[0].chars().allMatch(Character::isDigit)) {
                    find(parts[1], name, ' ').ifPresent(value -> found.put(Integer.parseInt(parts[0]), value));
                }
            }
        } catch (IOException noPs) {
            return Map.of();
        }
        return found;
    }
}
