package com.nae.config;

import com.nae.api.config.Refusal;
import java.util.List;
import java.util.Map;

/** The result of validating a configuration file. */
sealed interface ValidationResult {
    /** It can be applied. */
    record Valid(ConfigurationFileName name, Map<String, String> values) implements ValidationResult {}

    /** There is no check for it, at least not yet. */
    record Unchecked(ConfigurationFileName name) implements ValidationResult {}

    /** @param refusals all problems of the file, at least one */
    record Refused(List<Refusal> refusals) implements ValidationResult {}
}
