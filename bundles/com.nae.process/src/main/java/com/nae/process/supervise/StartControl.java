package com.nae.process.supervise;

import com.nae.api.process.InstanceId;
import com.nae.api.process.RestartBudget;
import com.nae.api.process.StartHolds;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Holds starts of instances, and keeps the budget of their restarts. */
@Component(service = {StartHolds.class, RestartBudget.class})
public final class StartControl implements StartHolds, RestartBudget {
    private final Supervisor supervisor;

    @Activate
    public StartControl(@Reference Supervisor supervisor) {
        this.supervisor = supervisor;
    }

    @Override
    public boolean spend(InstanceId id, String what) {
        return supervisor.commands().spend(id, what);
    }

    @Override
    public void hold(InstanceId id, String reason) {
        supervisor.commands().send(id, instance -> instance.restarts().hold(reason));
    }

    @Override
    public void release(InstanceId id) {
        supervisor.commands().send(id, instance -> instance.restarts().release());
    }
}
