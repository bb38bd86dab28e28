package com.nae.config;

import com.nae.api.config.Refusal;
import java.util.List;
import java.util.Map;

/** What came of looking at a configuration file. */
sealed interface Verdict {
    /** It may take effect. */
    record Good(FileName name, Map<String, String> values) implements Verdict {
    }

    /** Nothing takes it, at least not yet. */
    record Untaken(FileName name) implements Verdict {
    }

    /** @param refusals everything that is wrong with it, at least one */
    record Refused(List<Refusal> refusals) implements Verdict {
    }
}
