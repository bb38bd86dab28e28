package com.nae.api.healing;

import com.nae.api.issue.Family;
import org.osgi.annotation.versioning.ProviderType;

/** What is known of how well patterns work; the learning engine's, asked by the coordinator where it is there. */
@ProviderType
public interface TrackRecords {
    /** Expected chance of success of a pattern for a fingerprint, 0 to 1, out of its own record and its family's. */
    double expected(String fingerprint, Family family, String pattern);

    /** Whether the pattern may still be tried by itself for the fingerprint. */
    boolean allowed(String fingerprint, String pattern);

    void outcome(String fingerprint, Family family, String pattern, boolean success);
}
