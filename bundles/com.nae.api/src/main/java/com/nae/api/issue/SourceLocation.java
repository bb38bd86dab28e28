package com.nae.api.issue;

/**
 * The innermost frame of a failure in the worker's own sources.
 *
 * @param file path below the worker's directory; as the worker printed it where it lies elsewhere, and then never
 *     edited
 * @param line from 1; 0 where it is not known
 * @param function may be empty
 * @param source the source line as printed, trimmed; may be empty
 */
public record SourceLocation(String file, int line, String function, String source) {}
