package com.nae.healing.change;

import java.time.Duration;
import java.util.List;

/**
 * The limits of what healing may change in a program.
 *
 * @param install whether requirements that a project declares may be installed into its own environment
 * @param commands further command lines, words separated by one blank
 * @param forbidden globs of paths below a definition's directory that are never edited
 * @param mostLines the most lines that one edit may change
 * @param longest the time limit of a command
 */
public record CommandPermissions(
        boolean install, List<String> commands, List<String> forbidden, int mostLines, Duration longest) {}
