package com.nae.issues.fold;

import com.nae.api.issue.Trace;
import java.util.List;

/** A whole trace with the lines it was folded from, bounded and cleaned. */
public record Folded(String language, Trace trace, List<String> evidence) {
}
