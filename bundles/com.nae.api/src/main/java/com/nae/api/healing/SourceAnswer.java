package com.nae.api.healing;

import java.util.Optional;

/** What a {@link SourceInspector} found. An edit in it was compiled before it is given. */
public sealed interface SourceAnswer {
    /**
     * An import to add or to change.
     *
     * @param kind which import it is, in a word: {@code module submodule name alias renamed moved}
     * @param module the module that has what is missing
     * @param statement the statement to add; empty where one is changed
     */
    record ImportEdit(Change.EditFile edit, String kind, Optional<String> module, Optional<String> statement)
            implements SourceAnswer {}

    /** The missing module lies in a folder of the project that is not on the module path. */
    record OffModulePath(String folder) implements SourceAnswer {}

    /**
     * The project declares the missing module and it is not installed.
     *
     * @param source the file of requirements, or one requirement
     * @param environment the environment that the program runs in; empty where it has none of its own
     */
    record Declared(Declaration source, Optional<String> environment) implements SourceAnswer {}

    /** How a project declares what it needs. */
    sealed interface Declaration {
        /** The declaration as the project writes it. */
        String text();

        /** A file of requirements, below the workspace. */
        record RequirementsFile(String text) implements Declaration {}

        /** One requirement, such as {@code requests>=2}. */
        record Requirement(String text) implements Declaration {}
    }

    /**
     * A value for a key that is missing.
     *
     * @param change an edit of the source or of the configuration, or a variable to set
     * @param kind how the value is known, in a word: {@code environment configuration default count collect remove
     *     none}
     * @param value the value; empty where the form of the code gives it
     * @param from the file that documents the value; may be empty
     */
    record KeyValue(Change change, String kind, String value, String from) implements SourceAnswer {}

    /**
     * A longer time limit.
     *
     * @param change an edit, or a variable to set
     * @param kind where the limit is written, in a word, such as {@code literal}
     * @param where the place of the limit, for the operator
     * @param oldSeconds the limit today; {@code newSeconds} the limit proposed
     */
    record LongerLimit(Change change, String kind, String where, double oldSeconds, double newSeconds)
            implements SourceAnswer {}

    /** Nothing to change by itself: what the operator should do, in one sentence. */
    record Advice(String remedy) implements SourceAnswer {}

    /** The inspector could not tell, and why. It says nothing about the source. */
    record Unknown(String reason) implements SourceAnswer {}
}
