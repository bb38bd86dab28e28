package com.nae.healing.change;

import java.time.Duration;
import java.util.List;

/**
 * What may be done to a program at all.
 *
 * @param install whether requirements that a project declares may be installed into its own environment
 * @param commands further command lines, words parted by one blank
 * @param forbidden globs of paths below a definition's directory that are never edited
 * @param mostLines lines one edit may change
 * @param longest time a command has
 */
public record CommandPermissions(
        boolean install, List<String> commands, List<String> forbidden, int mostLines, Duration longest) {}
