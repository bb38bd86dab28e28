package com.nae.shell;

import com.nae.api.shell.Command;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;

/** The list of commands, or the one line about one of them. */
final class Help {
    private static final int SUMMARY_AT = 44;
    private final Collection<Command> commands;

    Help(Collection<Command> commands) {
        this.commands = commands;
    }

    void print(List<String> names, PrintStream out) {
        for (Command command : commands) {
            if (names.isEmpty() || names.contains(command.name())) {
                String line = line(command);
                out.println(line.length() < SUMMARY_AT ? line + " ".repeat(SUMMARY_AT - line.length()) + command.summary()
                        : line + System.lineSeparator() + " ".repeat(SUMMARY_AT) + command.summary());
            }
        }
    }

    static String line(Command command) {
        return (command.name() + " " + command.usage()).strip();
    }
}
