package com.nae.config;

import com.nae.api.config.Refusal;
import java.util.List;
import java.util.Map;

/** The result of validating a configuration file. */
sealed interface ValidationResult {
    /** The file can be applied. */
    record Valid(ConfigurationFileName name, Map<String, String> values) implements ValidationResult {}

    /** No check for the file is registered, at least not yet. */
    record Unchecked(ConfigurationFileName name) implements ValidationResult {}

    /** The file is refused. @param refusals all its problems, at least one */
    record Refused(List<Refusal> refusals) implements ValidationResult {}
}
