package com.nae.api.shell;

import java.io.PrintStream;
import java.util.List;

/**
 * One call of a command.
 *
 * @param arguments what followed the command's name, without {@code --json}
 * @param json whether the answer is for a program
 * @param out UTF-8, as is {@code err}; bytes may be written
 */
public record Invocation(
        List<String> arguments, boolean json, PrintStream out, PrintStream err, Screen screen, Caller caller) {}
