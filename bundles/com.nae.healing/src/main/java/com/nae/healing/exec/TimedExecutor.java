package com.nae.healing.exec;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Runs what may be slow or foreign: away from the thread of the cases, and under a time limit. */
public interface TimedExecutor {
    /**
     * Runs some work and hands its answer back on the thread of the cases, which also calls this.
     *
     * @param what names the thread
     */
    <T> void submit(String what, Duration limit, Callable<T> work, Consumer<Answer<T>> then);

    /** What came of a piece of work: exactly one of three forms. */
    sealed interface Answer<T> {}

    /** It returned a value. */
    record Done<T>(T value) implements Answer<T> {}

    /** It threw something. */
    record Failed<T>(Throwable why) implements Answer<T> {
        /** The reason, for the operator. */
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

    /** It did not end in time. Its thread was interrupted and is left behind. */
    record TimedOut<T>(Duration limit) implements Answer<T> {}
}
