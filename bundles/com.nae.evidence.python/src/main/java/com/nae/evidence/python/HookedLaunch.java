package com.nae.evidence.python;

import com.nae.api.evidence.RaisedException;
import com.nae.api.operation.Home;
import com.nae.api.process.InstanceId;
import com.nae.api.process.LaunchContributor;
import com.nae.api.process.ProcessDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts programs with the hook where their definition says so, and receives what the hook reports. Where the hook
 * cannot be placed, programs start without it, and no program reports.
 *
 * <p>It asks for no other service: the process manager asks for it.
 */
@Component(
        immediate = true,
        service = {LaunchContributor.class, HookedLaunch.class})
public final class HookedLaunch implements LaunchContributor {
    private static final Logger LOG = LoggerFactory.getLogger(HookedLaunch.class);

    private final ReportingInstances instances;
    private final Optional<Placed> placed;

    /** What starts with the hook need. */
    private record Placed(ReportServer server, HookVariables variables) {}

    @Activate
    public HookedLaunch(BundleContext context) {
        this(Home.of(context), Path.of(System.getProperty("java.io.tmpdir")));
    }

    HookedLaunch(Home home, Path temporary) {
        Path folder = home.data().resolve("run/evidence");
        instances = new ReportingInstances(new StartFiles(folder));
        placed = place(home, new SocketPlace(folder, temporary));
    }

    private Optional<Placed> place(Home home, SocketPlace place) {
        try {
            Path hook = new HookFolder(home.data().resolve("hook")).write();
            Path socket = place.find();
            HookVariables variables = HookVariables.of(hook, socket);
            instances.restore(place.isKept());
            return Optional.of(new Placed(new ReportServer(socket, instances), variables));
        } catch (IOException e) {
            LOG.error("Python programs start without the hook for evidence: {}", e.toString());
            return Optional.empty();
        }
    }

    @Deactivate
    void close() {
        placed.ifPresent(parts -> parts.server().close());
    }

    @Override
    public Map<String, String> environment(InstanceId id, ProcessDefinition definition, Map<String, String> base) {
        return placed.map(parts -> environment(parts, id, definition.evidence().python(), base))
                .orElse(Map.of());
    }

    private Map<String, String> environment(Placed parts, InstanceId id, boolean hooked, Map<String, String> base) {
        Map<String, String> variables = Map.of();
        if (hooked) {
            variables = parts.variables().of(instances.begin(id, Instant.now()), base);
        } else {
            instances.forget(id);
        }
        parts.server().execute(() -> instances.save(id));
        return variables;
    }

    /** Sets who gets each report, on the thread that receives it. */
    void deliverTo(Consumer<RaisedException> receiver) {
        instances.deliverTo(receiver);
    }

    Optional<ReportingInstance> instance(InstanceId id) {
        return instances.of(id);
    }
}
