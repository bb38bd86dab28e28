package com.nae.rules.source;

import java.util.List;

/** One rule of the house. It reads the project and reports every place that breaks it. */
public interface Rule {
    /** The name under which exemptions and reports list the rule: lower case, words joined by {@code -}. */
    String name();

    /** Every place that breaks the rule, in no particular order. */
    List<Offender> offenders(Project project);
}
