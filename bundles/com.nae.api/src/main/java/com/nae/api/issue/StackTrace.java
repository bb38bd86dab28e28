package com.nae.api.issue;

import java.util.List;

/**
 * A folded stack trace, typed by the rules of its language.
 *
 * @param type what was reported, names that have changed over the language's versions made one
 * @param rootType the root cause's type by the language's rule; equal to {@code type} where there is no chain
 * @param message of what was reported, its first line; may be empty
 * @param subject what it is about: a name or module, host:port, an operation, a key; may be empty
 * @param frames in the order in which the place to repair is looked for: those of the deciding cause first, each from
 *     the innermost out
 */
public record StackTrace(
        String type, String rootType, String message, Family family, String subject, List<Frame> frames) {
    /**
     * One call of a stack.
     *
     * @param foreign whether the language's own rules say that it is not the program's code: standard library,
     *     installed package, generated
     */
    public record Frame(SourceLocation place, boolean foreign) {}
}
