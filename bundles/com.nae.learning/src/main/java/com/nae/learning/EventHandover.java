package com.nae.learning;

import com.nae.api.health.HealthListener;
import com.nae.api.health.ResourceSample;
import com.nae.api.health.SystemSample;
import com.nae.api.issue.Issue;
import com.nae.api.issue.IssueListener;
import com.nae.api.process.InstanceId;
import com.nae.api.process.ProcessEvent;
import com.nae.api.process.ProcessListener;
import java.time.Instant;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;

/** Hands the events of the other stages to the learning thread, so that none of their threads waits for learning. */
final class EventHandover implements ProcessListener, HealthListener, IssueListener {
    private final LearningLoop loop;
    private final LearningThread thread;

    EventHandover(LearningLoop loop, LearningThread thread) {
        this.loop = loop;
        this.thread = thread;
    }

    List<ServiceRegistration<?>> register(BundleContext context) {
        return List.of(
                context.registerService(ProcessListener.class, this, null),
                context.registerService(HealthListener.class, this, null),
                context.registerService(IssueListener.class, this, null));
    }

    @Override
    public void changed(ProcessEvent event) {
        thread.execute(() -> loop.processChanged(event));
    }

    @Override
    public void definitionChanged(String process) {
        Instant at = Instant.now();
        thread.execute(() -> loop.definitionChanged(process, at));
    }

    @Override
    public void sampled(List<ResourceSample> samples) {
        thread.execute(() -> loop.sampled(samples));
    }

    @Override
    public void sampled(SystemSample system) {
        thread.execute(() -> loop.sampled(system));
    }

    /** A new issue brings a round soon. */
    @Override
    public void occurred(Issue issue, InstanceId instance) {
        thread.execute(() -> loop.issueOccurred(issue, instance));
        if (issue.count() <= 1) {
            thread.runSoon();
        }
    }
}
