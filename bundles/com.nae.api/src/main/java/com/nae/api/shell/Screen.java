package com.nae.api.shell;

/**
 * What the answer is shown on.
 *
 * @param terminal whether an operator sees it; control characters from elsewhere must not reach it then
 * @param colour whether it may be coloured
 */
public record Screen(int columns, int rows, boolean terminal, boolean colour) {
    /** A file or a pipe. */
    public static final Screen NONE = new Screen(80, 24, false, false);
}
