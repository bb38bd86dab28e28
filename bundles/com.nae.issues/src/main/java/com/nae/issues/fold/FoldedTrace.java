package com.nae.issues.fold;

import com.nae.api.issue.StackTrace;
import java.util.List;

/**
 * A complete trace with the lines that it was folded from, bounded and cleaned.
 *
 * @param times how often it occurred in direct succession, byte for byte the same
 */
public record FoldedTrace(String language, StackTrace trace, List<String> evidence, long times) {}
