package com.nae.shell;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.nae.api.shell.CommandException;
import com.nae.api.shell.Screen;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;

/**
 * A request of a client, one line of JSON. Exactly one of the first three components is set.
 *
 * @param args a command and its arguments
 * @param complete words of which the last, perhaps empty, is to be completed
 * @param gogo a line for the Gogo shell
 */
record ShellRequest(
        List<String> args,
        List<String> complete,
        String gogo,
        int columns,
        int rows,
        boolean tty,
        boolean colour,
        String cwd,
        String user) {
    /** A limit for the arguments, so that a malformed request cannot use up the memory. */
    private static final int MAX_WORDS = 1000;

    /** @throws CommandException if the line is not a request */
    static ShellRequest of(String line) {
        try {
            ShellRequest request = new Gson().fromJson(line, ShellRequest.class);
            if (request != null
                    && (wellFormed(request.args()) || wellFormed(request.complete()) || request.gogo() != null)) {
                return request;
            }
        } catch (JsonParseException | NumberFormatException e) {
            throw CommandException.usage("the request is not a line of JSON: " + firstLine(e.getMessage()));
        }
        throw CommandException.usage("the request has no \"args\" of at most " + MAX_WORDS + " words");
    }

    /** Whether the words are present, not too many, and none of them is null. */
    private static boolean wellFormed(List<String> words) {
        return words != null && words.size() <= MAX_WORDS && words.stream().allMatch(word -> word != null);
    }

    private static String firstLine(String message) {
        return String.valueOf(message).lines().findFirst().orElse("");
    }

    /** The screen, with a size within sane bounds. */
    Screen screen() {
        return new Screen(
                columns <= 0 ? 80 : Math.max(20, Math.min(columns, 1000)),
                rows <= 0 ? 24 : Math.max(5, Math.min(rows, 1000)),
                tty,
                tty && colour);
    }

    /** The name that is logged as the caller, without control characters. */
    String caller() {
        return user == null || user.isBlank() ? "somebody" : user.replaceAll("\\p{Cntrl}", "?");
    }

    /**
     * The directory that relative paths refer to.
     *
     * @throws CommandException if it is not a path
     */
    Path directory() {
        try {
            return Path.of(cwd == null ? "" : cwd).toAbsolutePath();
        } catch (InvalidPathException e) {
            throw CommandException.usage("\"cwd\" is not a path");
        }
    }
}
