package com.nae.process.supervise;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import com.nae.api.operation.Home;
import com.nae.process.definition.DefinitionContext;
import com.nae.process.definition.ModeDefinitions;
import com.nae.process.definition.ProcessDefaults;
import java.util.Collections;
import java.util.Dictionary;
import java.util.HashMap;
import java.util.Map;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.service.cm.ConfigurationException;
import org.osgi.service.cm.ManagedService;
import org.osgi.service.cm.ManagedServiceFactory;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Turns configurations into definitions: a factory configuration for each process, and one configuration with the
 * defaults of all. Config Admin calls it on a thread of its own.
 */
@Component(
        immediate = true,
        service = {ManagedServiceFactory.class, ManagedService.class},
        property = Constants.SERVICE_PID + "=" + DefinitionFactory.PID)
public final class DefinitionFactory implements ManagedServiceFactory, ManagedService {
    static final String PID = "com.nae.process";
    /** Set by the reader of the configuration files: the name in the file's name. */
    private static final String NAME = "nae.name";

    private final Supervisor supervisor;
    private final DefinitionContext context;
    private final Map<String, Map<String, Object>> sources = new HashMap<>(); // guarded by this
    private ProcessDefaults defaults = ProcessDefaults.STANDARD; // guarded by this

    @Activate
    public DefinitionFactory(@Reference Supervisor supervisor, BundleContext bundle) {
        this.supervisor = supervisor;
        this.context = DefinitionContext.here(Home.of(bundle).root());
    }

    @Override
    public String getName() {
        return "NAE processes";
    }

    @Override
    public synchronized void updated(String pid, Dictionary<String, ?> properties) throws ConfigurationException {
        Map<String, Object> source = copy(properties);
        supervisor.define(name(pid, source), read(pid, source));
        sources.put(pid, source);
    }

    @Override
    public synchronized void deleted(String pid) {
        Map<String, Object> source = sources.remove(pid);
        if (source != null) {
            supervisor.undefine(name(pid, source));
        }
    }

    /** The defaults; definitions that rely on them are read again. */
    @Override
    public synchronized void updated(Dictionary<String, ?> properties) throws ConfigurationException {
        try {
            defaults =
                    properties == null ? ProcessDefaults.STANDARD : ProcessDefaults.of(new Settings(copy(properties)));
        } catch (SettingsException e) {
            throw new ConfigurationException(e.key(), e.reason());
        }
        for (Map.Entry<String, Map<String, Object>> e : sources.entrySet()) {
            supervisor.define(name(e.getKey(), e.getValue()), read(e.getKey(), e.getValue()));
        }
    }

    private ModeDefinitions read(String pid, Map<String, Object> source) throws ConfigurationException {
        try {
            return ModeDefinitions.of(name(pid, source), new Settings(source), context, defaults);
        } catch (SettingsException e) {
            throw new ConfigurationException(e.key(), e.reason());
        }
    }

    /** The name of the process; of a configuration that came from elsewhere, the part of its PID after the tilde. */
    private static String name(String pid, Map<String, Object> source) {
        Object name = source.get(NAME);
        return name != null ? name.toString() : pid.substring(pid.indexOf('~') + 1);
    }

    private static Map<String, Object> copy(Dictionary<String, ?> properties) {
        Map<String, Object> map = new HashMap<>();
        Collections.list(properties.keys()).forEach(key -> map.put(key, properties.get(key)));
        return map;
    }
}
