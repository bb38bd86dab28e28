package com.nae.api.healing;

import com.nae.api.issue.Issue;
import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * A strategy that proposes fixes. It looks and touches nothing. Called on a bounded pool under a time limit; one that
 * throws, hangs or goes away costs its case one attempt. A whiteboard service.
 */
@ConsumerType
public interface Healer {
    /** One word, unique, stable: {@code import}, {@code port-in-use}. */
    String name();

    /** Whether it may have something to say; cheap, from the issue alone. */
    boolean handles(Issue issue);

    /** Fixes, best first; empty where it has none. A reason not to fix is a {@link Change.Suggest}. */
    List<Fix> diagnose(Issue issue, Workspace workspace);
}
