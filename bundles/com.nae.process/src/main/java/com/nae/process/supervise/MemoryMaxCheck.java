package com.nae.process.supervise;

import com.nae.api.health.Finding;
import com.nae.api.health.HealthCheck;
import com.nae.api.process.InstanceId;
import com.nae.process.cgroup.MemoryCgroups;
import com.nae.process.instance.Instance;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The check that says of a running program whose {@code memory_max} is not in force why it is not. */
@Component(service = HealthCheck.class)
public final class MemoryMaxCheck implements HealthCheck {
    private final Supervisor supervisor;

    @Activate
    public MemoryMaxCheck(@Reference Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public String name() {
        return "memory_max";
    }

    @Override
    public List<Finding> of(InstanceId id) {
        return supervisor
                .instance(id)
                .filter(Instance::hasWorker)
                .flatMap(instance -> instance.memory().obstacle())
                .map(why -> Finding.unknown(name(), MemoryCgroups.NOT_HERE.formatted(why)))
                .stream()
                .toList();
    }
}
