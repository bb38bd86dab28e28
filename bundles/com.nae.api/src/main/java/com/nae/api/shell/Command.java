package com.nae.api.shell;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A command of {@code scripts/nae}, {@code nae shell} and, in scope {@code nae}, of Gogo. A whiteboard service: it is
 * known for as long as the service is there. Called on a thread of the caller's session, several at a time.
 */
@ConsumerType
public interface Command {
    /** Exit code: done. */
    int DONE = 0;

    /** Exit code: failed. */
    int FAILED = 1;

    /** Exit code: wrong usage. */
    int USAGE = 2;

    /** Exit code: NAE is not running. */
    int NOT_RUNNING = 3;

    /** Exit code: no such process, issue or fix. */
    int UNKNOWN = 4;

    /** One word, unique. */
    String name();

    /** What may follow the name, such as {@code [-n N] PROCESS[@MODE]}; empty where nothing may. */
    String usage();

    /** What it does, in a few words. */
    String summary();

    /**
     * Does it.
     *
     * @return an exit code; one that throws {@link CommandException} is answered with its message
     */
    int run(Invocation invocation);

    /**
     * Whether a call with these arguments only tells something, and ends; such calls are what the status API answers.
     */
    default boolean isReadOnly(List<String> arguments) {
        return false;
    }

    /** Words that may stand next, after these arguments; for completion. */
    default List<String> completions(List<String> arguments) {
        return List.of();
    }
}
