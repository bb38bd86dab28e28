package com.nae.learning.enhance;

import com.nae.api.health.HealthMonitor;
import com.nae.api.learning.Enhancement;
import com.nae.api.learning.InstanceProfile;
import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessManager;
import com.nae.api.process.ProcessState;
import com.nae.api.process.ProcessTuning;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Lowers the CPU priority of a sandbox instance that uses much of a busy machine, so that live instances come first.
 */
@Component
public final class SandboxNicenessEnhancement implements Enhancement {
    /** Part of the cores in use from which the priority is lowered. */
    private static final double BUSY_LOAD = 0.85;
    /** Part of the cores in use from which the priority is restored. */
    private static final double RELIEVED_LOAD = 0.6;
    /** CPU use of the sandbox instance, in percent of one core, that counts as much. */
    private static final double HIGH_CPU_PERCENT = 20;

    private static final int NICENESS = 10;
    private final ProcessManager processes;
    private final ProcessTuning tuning;
    private final HealthMonitor health;

    @Activate
    public SandboxNicenessEnhancement(
            @Reference ProcessManager processes, @Reference ProcessTuning tuning, @Reference HealthMonitor health) {
        this.processes = processes;
        this.tuning = tuning;
        this.health = health;
    }

    @Override
    public String name() {
        return "sandbox-niceness";
    }

    @Override
    public Optional<Proposal> propose(InstanceProfile o) {
        InstanceId id = o.status().id();
        int configured = o.definition().identity().nice().orElse(0);
        boolean tuned = tuning.tuning(id.process(), id.mode()).nice().isPresent();
        boolean disturbsLive = o.machineLoad() > (tuned ? RELIEVED_LOAD : BUSY_LOAD)
                && (tuned || cpu(id).orElse(0.0) > HIGH_CPU_PERCENT);
        if (id.mode() != Mode.SANDBOX || configured >= NICENESS || !disturbsLive || !liveIsRunning()) {
            return Optional.empty();
        }
        return Optional.of(new Proposal(
                id,
                "niceness",
                String.valueOf(configured),
                String.valueOf(NICENESS),
                "it uses much of a machine whose cores are busy",
                "live programs get the cores first",
                Duration.ofMinutes(10)));
    }

    @Override
    public boolean apply(Proposal p) {
        return tune(p, OptionalInt.of(Integer.parseInt(p.to())));
    }

    @Override
    public void withdraw(Proposal p) {
        tune(p, OptionalInt.empty());
    }

    private boolean tune(Proposal p, OptionalInt nice) {
        InstanceId id = p.instance();
        return tuning.tune(
                id.process(), id.mode(), tuning.tuning(id.process(), id.mode()).withNice(nice));
    }

    /** CPU use of the sandbox instance in percent of one core. */
    @Override
    public Optional<Double> figure(Proposal p, InstanceProfile o) {
        return cpu(p.instance());
    }

    private Optional<Double> cpu(InstanceId id) {
        return health.sample(id).flatMap(s -> s.cpuPercent().stream().boxed().findFirst());
    }

    private boolean liveIsRunning() {
        return processes.list().stream().anyMatch(s -> s.id().mode() == Mode.LIVE && s.state() == ProcessState.RUNNING);
    }
}
