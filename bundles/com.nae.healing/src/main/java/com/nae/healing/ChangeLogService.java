package com.nae.healing;

import com.nae.api.healing.ChangeLog;
import com.nae.api.healing.ChangeLogListener;
import com.nae.api.operation.Home;
import com.nae.healing.record.ChangeLogFile;
import java.util.List;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The change log of the home, a service for every bundle that acts without being asked. */
@Component
public final class ChangeLogService implements ChangeLog {
    private static final Logger LOG = LoggerFactory.getLogger(ChangeLogService.class);
    private final ChangeLog file;

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    private volatile List<ChangeLogListener> listeners = List.of();

    @Activate
    public ChangeLogService(BundleContext context) {
        file = new ChangeLogFile(Home.of(context).logs().resolve("change_log.json"));
    }

    @Override
    public void append(Entry entry) {
        file.append(entry);
        listeners.forEach(listener -> inform(listener, entry));
    }

    private static void inform(ChangeLogListener listener, Entry entry) {
        try {
            listener.appended(entry);
        } catch (RuntimeException e) {
            LOG.error("{} failed over {}", listener, entry.event().word(), e);
        }
    }
}
