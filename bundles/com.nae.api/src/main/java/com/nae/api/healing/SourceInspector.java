package com.nae.api.healing;

import java.util.Optional;
import org.osgi.annotation.versioning.ProviderType;

/** Reads sources through the worker's own interpreter without running or importing the worker's code. */
@ProviderType
public interface SourceInspector {
    /** {@code python} */
    String language();

    /**
     * Asks a question of the inspector's vocabulary about a file of the workspace.
     *
     * @param question a JSON object, e.g. {@code {"ask":"bindings","file":"main.py"}}
     * @return a JSON object; {@code {"error":"..."}} where the interpreter could not tell
     */
    String ask(String question);

    /** Why the bytes would not compile as a source of that interpreter; empty where they do. Nothing is run, nothing is written. */
    Optional<String> fault(byte[] source);
}
