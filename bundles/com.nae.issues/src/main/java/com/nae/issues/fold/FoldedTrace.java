package com.nae.issues.fold;

import com.nae.api.issue.StackTrace;
import java.util.List;

/**
 * A whole trace with the lines it was folded from, bounded and cleaned.
 *
 * @param times how often it came, byte for byte, without anything in between
 */
public record FoldedTrace(String language, StackTrace trace, List<String> evidence, long times) {}
