package com.nae.issues.fold;

import java.util.List;

import com.nae.api.issue.StackTrace;

/**
 * A whole trace with the lines it was folded from, bounded and cleaned.
 *
 * @param times how often it came, byte for byte, without anything in between
 */
public record Folded(String language, StackTrace trace, List<String> evidence, long times) {
}
