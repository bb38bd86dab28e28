package com.nae.healing.exec;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/**
 * An executor for plug-in code and slow work. It runs each task under a time limit, on another thread than
 * {@code nae-healing}.
 */
public interface TimedExecutor {
    /**
     * Runs a task and passes its result to {@code then} exactly once. Both this method and {@code then} are called on
     * the thread {@code nae-healing}.
     *
     * @param what the last part of the name of the thread
     * @param limit counts from the start of the task, not from its submission
     */
    <T> void submit(String what, Duration limit, Callable<T> work, Consumer<Answer<T>> then);

    /** The result of a task, in one of three forms. */
    sealed interface Answer<T> {}

    /** The task returned a value. */
    record Done<T>(T value) implements Answer<T> {}

    /** The task threw something. */
    record Failed<T>(Throwable why) implements Answer<T> {
        /** The reason, in words for the operator. */
        public String words() {
            if (why instanceof FileSystemException file) {
                return file.getFile() + ": " + reason(file);
            }
            return why.getMessage() == null ? why.toString() : why.getMessage();
        }

        private static String reason(FileSystemException file) {
            if (file.getReason() != null) {
                return file.getReason();
            }
            if (file instanceof AccessDeniedException) {
                return "may not be written";
            }
            return file instanceof NoSuchFileException
                    ? "is not there"
                    : file.getClass().getSimpleName();
        }
    }

    /** The task exceeded its time limit. Its thread was interrupted and no longer counts. */
    record TimedOut<T>(Duration limit) implements Answer<T> {}
}
