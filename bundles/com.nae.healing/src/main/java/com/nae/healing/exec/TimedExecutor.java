package com.nae.healing.exec;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.function.Consumer;

/** Does what may be slow or foreign, away from the coordinator's thread and under a time limit. */
public interface TimedExecutor {
    /** Does the work and hands its answer back on the coordinator's thread; called there, too. */
    <T> void submit(String what, Duration limit, Callable<T> work, Consumer<Answer<T>> then);

    /** What came of a piece of work: exactly one of its three forms. */
    sealed interface Answer<T> {}

    record Done<T>(T value) implements Answer<T> {}

    record Failed<T>(Throwable why) implements Answer<T> {
        /** The reason in words. */
        public String words() {
            return why instanceof FileSystemException file
                    ? file.getFile() + ": " + (file.getReason() == null ? reason(file) : file.getReason())
                    : why.getMessage() == null ? why.toString() : why.getMessage();
        }

        private static String reason(FileSystemException file) {
            return file instanceof AccessDeniedException
                    ? "may not be written"
                    : file instanceof NoSuchFileException
                            ? "is not there"
                            : file.getClass().getSimpleName();
        }
    }

    /** It did not end in time; its thread was told to stop and is left behind. */
    record TimedOut<T>(Duration limit) implements Answer<T> {}
}
