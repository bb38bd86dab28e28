package com.nae.api.healing;

import java.util.List;

/**
 * A question to a {@link SourceInspector} about one file of the workspace. {@code file} is a path as in
 * {@link Workspace#files()}.
 */
public sealed interface SourceQuestion {
    String file();

    /** Which import brings a name that the file uses and does not have. */
    record MissingName(String file, String name) implements SourceQuestion {}

    /** How a module that the file imports and that is not found can be found. */
    record MissingModule(String file, String module) implements SourceQuestion {}

    /** Where a member is today that a module does not have. */
    record MissingMember(String file, String module, String name) implements SourceQuestion {}

    /**
     * What a key that was read in vain should be.
     *
     * @param line of the read, from 1
     * @param message of the error; {@code subject} the key, as in {@link com.nae.api.issue.Issue}
     * @param evidence the lines of the trace
     */
    record KeyRead(String file, int line, String message, String subject, List<String> evidence)
            implements SourceQuestion {}

    /**
     * Where the time limit of a call comes from, and what it should be.
     *
     * @param line of the call, from 1
     * @param capSeconds the longest limit that may be proposed
     * @param evidence the lines of the trace
     */
    record TimeLimit(String file, int line, double capSeconds, List<String> evidence) implements SourceQuestion {}
}
