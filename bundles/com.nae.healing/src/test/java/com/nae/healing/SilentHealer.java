package com.nae.healing;

import com.nae.api.healing.Fix;
import com.nae.api.healing.Healer;
import com.nae.api.healing.Workspace;
import com.nae.api.issue.Issue;
import com.nae.healing.healers.HealerRegistry;
import java.util.List;

/** A healer that asks itself whether an issue is for it, and has nothing to say. */
record SilentHealer(String name, java.util.concurrent.Callable<Boolean> question) implements Healer {
    @Override
    public boolean handles(Issue issue) {
        try {
            return question.call();
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public List<Fix> diagnose(Issue issue, Workspace workspace) {
        return List.of();
    }

    static void add(HealerRegistry healers, String name, String identity) {
        healers.add(new SilentHealer(name, () -> false), name, "1", identity);
    }
}
