package com.nae.api.shell;

/** A command that cannot do what it was asked: one line for the person, and the exit code. */
public final class CommandException extends RuntimeException {
    private static final long serialVersionUID = 1;
    private final int code;

    public CommandException(int code, String message) {
        super(message);
        this.code = code;
    }

    /** Wrong arguments: the command's usage is shown with the message. */
    public static CommandException usage(String message) {
        return new CommandException(Command.USAGE, message);
    }

    /** No such process, issue or fix. */
    public static CommandException unknown(String message) {
        return new CommandException(Command.UNKNOWN, message);
    }

    public static CommandException failed(String message) {
        return new CommandException(Command.FAILED, message);
    }

    public int code() {
        return code;
    }
}
