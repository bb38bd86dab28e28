package com.nae.api.healing;

import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Reads sources through the worker's own interpreter without running or importing the worker's code. */
@ProviderType
public interface SourceInspector {
    /** {@code python} */
    String language();

    /**
     * Asks a question of the inspector's vocabulary (its bundle's README) about a file of the workspace.
     *
     * @param question e.g. {@code missing_name}
     * @param arguments what the question takes, e.g. {@code file} and {@code name}
     */
    Answer ask(String question, Map<String, String> arguments);

    /**
     * Why the bytes would not compile as a source of that interpreter; empty where they do. Nothing is run, nothing is
     * written.
     */
    Optional<String> syntaxError(byte[] source);

    /**
     * What the interpreter could tell.
     *
     * @param facts by the names that the question's description gives; {@code error} where it could not tell
     * @param edit the edit that it worked out and compiled, or empty
     */
    record Answer(Map<String, String> facts, Optional<Change.EditFile> edit) {
        public Optional<String> fact(String name) {
            return Optional.ofNullable(facts.get(name));
        }

        public static Answer error(String reason) {
            return new Answer(Map.of("error", reason), Optional.empty());
        }
    }
}
