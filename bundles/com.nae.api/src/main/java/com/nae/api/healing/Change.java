package com.nae.api.healing;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What may be done to a program; nothing else may. */
public sealed interface Change {
    /** The kinds of change. The words are a promise to scripts: the change log and the journal of repairs hold them. */
    enum Kind {
        EDIT_FILE(EditFile.class),
        SET_ENVIRONMENT(SetEnvironment.class),
        RUN_COMMAND(RunCommand.class),
        AWAIT_ENDPOINT(AwaitEndpoint.class),
        RESTART(Restart.class),
        SUGGEST(Suggest.class);

        private final Class<? extends Change> type;

        Kind(Class<? extends Change> type) {
            this.type = type;
        }

        /** The record of this kind. */
        public Class<? extends Change> type() {
            return type;
        }

        /** The kind as the change log writes it: {@code EditFile}. */
        public String word() {
            return type.getSimpleName();
        }

        /** The kind of a word; empty where there is none of that word. */
        public static Optional<Kind> of(String word) {
            return Arrays.stream(values())
                    .filter(kind -> kind.word().equals(word))
                    .findFirst();
        }
    }

    /** The kind of this change. */
    default Kind kind() {
        return Arrays.stream(Kind.values())
                .filter(kind -> kind.type().isInstance(this))
                .findFirst()
                .orElseThrow();
    }

    /**
     * Byte-exact edits of one file.
     *
     * @param path below the sources, as in {@link Workspace#files()}
     * @param sha256 hex hash of the bytes that the edits were thought out for
     * @param edits in rising order of offset, not overlapping
     */
    record EditFile(String path, String sha256, List<Edit> edits) implements Change {}

    /**
     * Replaces {@code length} bytes at {@code offset} of the original by {@code replacement} (UTF-8 or the file's own
     * encoding, already encoded).
     */
    record Edit(int offset, int length, byte[] replacement) {}

    /** Sets variables on top of the definition. */
    record SetEnvironment(Map<String, String> variables) implements Change {}

    /** Runs a program of the allow-list in the instance's directory and environment; argv, never a shell. */
    record RunCommand(List<String> argv, Duration timeout) implements Change {}

    /**
     * Holds starts of the instance until host:port accepts a connection, then starts it. One that stays up meanwhile
     * retries by itself and is left alone.
     */
    record AwaitEndpoint(String host, int port) implements Change {}

    /** Starts the instance again after a delay. */
    record Restart(Duration after) implements Change {}

    /** Words for an operator; changes nothing. */
    record Suggest(String remedy) implements Change {}
}
