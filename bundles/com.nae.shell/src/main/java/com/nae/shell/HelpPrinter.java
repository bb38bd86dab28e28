package com.nae.shell;

import com.nae.api.shell.Command;
import com.nae.shell.text.WrappedText;
import java.io.PrintStream;
import java.util.Collection;
import java.util.List;

/** The printer of the list of commands with their summaries, or of the line of one command. */
final class HelpPrinter {
    /** Column at which summaries start, if they fit beside the usage. */
    private static final int SUMMARY_COLUMN = 36;

    private final Collection<Command> commands;

    HelpPrinter(Collection<Command> commands) {
        this.commands = commands;
    }

    /** Prints the named commands, or all if there are no names. */
    void print(List<String> names, int columns, PrintStream out) {
        for (Command command : commands) {
            if (names.isEmpty() || names.contains(command.name())) {
                String line = line(command);
                boolean beside = line.length() < SUMMARY_COLUMN
                        && SUMMARY_COLUMN + command.summary().length() <= columns;
                if (beside) {
                    out.println(line + " ".repeat(SUMMARY_COLUMN - line.length()) + command.summary());
                } else {
                    WrappedText.print(out, line, "", columns);
                    WrappedText.print(
                            out, command.summary(), " ".repeat(Math.min(SUMMARY_COLUMN, columns / 2)), columns);
                }
            }
        }
    }

    /** The usage of a command: its name and its arguments. */
    static String line(Command command) {
        return (command.name() + " " + command.usage()).strip();
    }
}
