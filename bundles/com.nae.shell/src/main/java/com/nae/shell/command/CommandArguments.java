package com.nae.shell.command;

import com.nae.api.shell.CommandException;
import com.nae.api.shell.Invocation;
import java.util.List;
import java.util.Optional;

/** Reads the arguments of commands that take at most one word and no options. */
public final class CommandArguments {
    private CommandArguments() {}

    /** @throws CommandException if there are arguments */
    public static void none(Invocation in) {
        if (!in.arguments().isEmpty()) {
            throw CommandException.usage(
                    "unexpected argument '" + in.arguments().get(0) + "'");
        }
    }

    /** @throws CommandException if there are several arguments, or an option */
    public static Optional<String> atMostOne(Invocation in) {
        List<String> words = in.arguments();
        words.stream().filter(word -> word.startsWith("-")).findFirst().ifPresent(word -> {
            throw CommandException.usage("unknown option '" + word + "'");
        });
        if (words.size() > 1) {
            throw CommandException.usage("unexpected argument '" + words.get(1) + "'");
        }
        return words.stream().findFirst();
    }

    /** @param what names the argument in the error message */
    public static String one(Invocation in, String what) {
        return atMostOne(in).orElseThrow(() -> CommandException.usage(what + " is missing"));
    }
}
