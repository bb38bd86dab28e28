package com.nae.shell.command;

import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import java.util.List;
import java.util.Optional;

/** The arguments of a command that takes a few plain words. */
public final class CommandArguments {
    private CommandArguments() {}

    public static void none(Invocation in) {
        if (!in.arguments().isEmpty()) {
            throw CommandException.usage("'" + in.arguments().get(0) + "' is not expected");
        }
    }

    public static Optional<String> atMostOne(Invocation in) {
        List<String> words = in.arguments();
        words.stream().filter(word -> word.startsWith("-")).findFirst().ifPresent(word -> {
            throw CommandException.usage("there is no option '" + word + "'");
        });
        if (words.size() > 1) {
            throw CommandException.usage("'" + words.get(1) + "' is not expected");
        }
        return words.stream().findFirst();
    }

    public static String one(Invocation in, String what) {
        return atMostOne(in).orElseThrow(() -> CommandException.usage(what + " is missing"));
    }
}
