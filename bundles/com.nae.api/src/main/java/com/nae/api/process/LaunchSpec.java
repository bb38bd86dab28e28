package com.nae.api.process;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What is handed to the operating system to run a command as the program of an instance is run.
 *
 * @param command words, the first of them a program; those that take on its user and limits stand before those that
 *     were asked for
 * @param environment all variables, none is inherited
 */
public record LaunchSpec(List<String> command, Map<String, String> environment, Path directory) {}
