package com.nae.stories;

/**
 * How a command ended.
 *
 * @param out what it wrote, both streams in the order written
 */
record Outcome(int code, String out) {}
