package com.nae.api.issue;

/**
 * The innermost frame of a failure in the worker's own sources.
 *
 * @param file path as the worker printed it; one outside the declared sources is never edited, whatever stands here
 * @param line from 1; 0 where it is not known
 * @param function may be empty
 * @param source the source line as printed, trimmed; may be empty
 */
public record Place(String file, int line, String function, String source) {
}
