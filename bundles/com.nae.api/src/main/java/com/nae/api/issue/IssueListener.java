package com.nae.api.issue;

import com.nae.api.process.InstanceId;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Hears of occurrences of issues, on the detecting thread: return at once. Several of one issue right behind each other
 * may be told as one; the count says how many. A whiteboard service.
 */
@ConsumerType
public interface IssueListener {
    /** @param instance where it happened; {@code issue} already counts it */
    void occurred(Issue issue, InstanceId instance);

    /**
     * The program of an instance ended by itself, unsuccessfully, with this failure as its last words.
     *
     * @param issue with the {@link Evidence.Kind#ENDED} of this end among its facts
     */
    default void ended(Issue issue, InstanceId instance) {}
}
