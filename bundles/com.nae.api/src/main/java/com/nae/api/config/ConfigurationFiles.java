package com.nae.api.config;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The watched configuration files of the home. Thread-safe. */
@ProviderType
public interface ConfigurationFiles {
    /** Files that are refused at the moment, by name. */
    List<Refusal> refusals();

    /** Checks one file without putting it in force; empty when it is good. */
    List<Refusal> check(Path file);

    /** Checks every file in the home's {@code config/}. */
    List<Refusal> checkAll();

    /** What one valid file asks for and does not get on this machine, one sentence each. */
    List<String> notes(Path file);

    /** The same of every file in the home's {@code config/}. */
    List<String> allNotes();
}
