package com.nae.healing;

import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;

import com.nae.api.healing.ChangeLog;
import com.nae.api.operation.Home;
import com.nae.healing.change.ChangeLogFile;

/** The change log of the home, for healing and for everyone who acts by himself. */
@Component
public final class ChangeLogService implements ChangeLog {
    private final ChangeLog file;

    @Activate
    public ChangeLogService(BundleContext context) {
        file = new ChangeLogFile(Home.of(context).logs().resolve("change_log.json"));
    }

    @Override
    public void append(Entry entry) {
        file.append(entry);
    }
}
