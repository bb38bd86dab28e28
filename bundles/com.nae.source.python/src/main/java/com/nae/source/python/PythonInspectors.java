package com.nae.source.python;

import com.nae.api.healing.SourceInspector;
import com.nae.api.healing.SourceInspectorFactory;
import com.nae.api.healing.Workspace;
import com.nae.base.thread.DaemonThreads;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;

/** Opens inspectors for commands that run a Python, one resident helper per interpreter, a few at most. */
@Component(service = SourceInspectorFactory.class)
public final class PythonInspectors implements SourceInspectorFactory {
    private static final int RESIDENTS = 4;

    private final ScheduledThreadPoolExecutor watchdog =
            new ScheduledThreadPoolExecutor(1, DaemonThreads.named("nae-source.python"));
    private final Map<Map.Entry<String, Map<String, String>>, HelperProcess> residents =
            new LinkedHashMap<>(8, 0.75f, true); // guarded by this
    private byte[] program = {}; // guarded by this

    @Activate
    public PythonInspectors() {
        watchdog.setRemoveOnCancelPolicy(true);
        watchdog.setKeepAliveTime(5, TimeUnit.SECONDS);
        watchdog.allowCoreThreadTimeOut(true);
    }

    @Deactivate
    void close() {
        List<HelperProcess> all;
        synchronized (this) {
            all = new ArrayList<>(residents.values());
            residents.clear();
        }
        watchdog.shutdownNow();
        all.forEach(HelperProcess::kill);
    }

    @Override
    public Optional<SourceInspector> open(Workspace workspace) {
        return Interpreter.of(workspace).map(i -> new PythonInspector(workspace, i, resident(i)));
    }

    private synchronized HelperProcess resident(Interpreter interpreter) {
        if (program.length == 0) {
            program = HelperProgram.bytes();
        }
        HelperProcess found = residents.computeIfAbsent(
                Map.entry(interpreter.executable().toString(), interpreter.environment()),
                key -> new HelperProcess(interpreter, program, watchdog));
        var eldest = residents.entrySet().iterator();
        while (residents.size() > RESIDENTS && eldest.hasNext()) {
            HelperProcess old = eldest.next().getValue();
            eldest.remove();
            watchdog.execute(old::kill);
        }
        return found;
    }
}
