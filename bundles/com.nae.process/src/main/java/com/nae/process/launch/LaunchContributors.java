package com.nae.process.launch;

import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchContributor;
import com.nae.api.process.ProcessDefinition;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The services that add variables to the start of a program. Thread-safe. */
public final class LaunchContributors {
    private static final Logger LOG = LoggerFactory.getLogger(LaunchContributors.class);

    private final List<LaunchContributor> contributors = new CopyOnWriteArrayList<>();

    public void add(LaunchContributor contributor) {
        contributors.add(contributor);
    }

    public void remove(LaunchContributor contributor) {
        contributors.remove(contributor);
    }

    /** All variables of a start: those so far, and what each service adds. A service that fails adds nothing. */
    Map<String, String> added(InstanceId id, ProcessDefinition definition, Map<String, String> soFar) {
        Map<String, String> all = new HashMap<>(soFar);
        for (LaunchContributor contributor : contributors) {
            try {
                all.putAll(Map.copyOf(contributor.environment(id, definition, Map.copyOf(all))));
            } catch (RuntimeException | LinkageError e) {
                LOG.warn(
                        "{} starts without the variables of {}",
                        id,
                        contributor.getClass().getName(),
                        e);
            }
        }
        return all;
    }
}
