package com.nae.api.issue;

import com.nae.api.process.InstanceId;
import org.osgi.annotation.versioning.ConsumerType;

/** Hears of each occurrence of an issue, on the detecting thread: return at once. A whiteboard service. */
@ConsumerType
public interface IssueListener {
    /** @param instance where it happened; {@code issue} already counts it */
    void occurred(Issue issue, InstanceId instance);
}
