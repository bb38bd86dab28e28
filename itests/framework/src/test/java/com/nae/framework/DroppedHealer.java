package com.nae.framework;

import com.nae.api.healing.Fix;
import com.nae.api.healing.Healer;
import com.nae.api.healing.Workspace;
import com.nae.api.issue.Issue;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A healer as somebody drops it: a good one, and in nested classes some that are not. */
public class DroppedHealer implements Healer {
    @Override
    public String name() {
        return "dropped";
    }

    @Override
    public boolean handles(Issue issue) {
        return false;
    }

    @Override
    public List<Fix> diagnose(Issue issue, Workspace workspace) {
        return List.of();
    }

    /** Throws when it is activated. */
    public static final class Throwing extends DroppedHealer {
        public Throwing() {
            throw new IllegalStateException("a bad day");
        }
    }

    /** Hangs when it is activated. */
    public static final class Hanging extends DroppedHealer {
        public Hanging() throws InterruptedException {
            TimeUnit.HOURS.sleep(1);
        }
    }
}
