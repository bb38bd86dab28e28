package com.nae.config;

import com.nae.api.config.Refusal;
import java.util.List;
import java.util.Map;

/** What came of looking at a configuration file. */
sealed interface ValidationResult {
    /** It may take effect. */
    record Valid(ConfigurationFileName name, Map<String, String> values) implements ValidationResult {}

    /** Nothing takes it, at least not yet. */
    record Unchecked(ConfigurationFileName name) implements ValidationResult {}

    /** @param refusals everything that is wrong with it, at least one */
    record Refused(List<Refusal> refusals) implements ValidationResult {}
}
