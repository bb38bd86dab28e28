package com.nae.api.issue;

import com.nae.api.process.InstanceId;
import java.time.Instant;

/** One line of a worker's output, decoded, control characters removed, cut to a bounded length; {@code read} is when it was captured. */
public record LogLine(InstanceId instance, Instant read, String text) {
}
