package com.nae.config;

import java.io.IOException;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.Map;
import java.util.Set;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.service.cm.Configuration;
import org.osgi.service.cm.ConfigurationAdmin;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The configurations in Config Admin that come from files. Their property {@code nae.file} names the file. */
final class ConfigAdminStore {
    private static final String FILE = "nae.file";
    private static final String NAME = "nae.name";
    /** The location that binds a configuration to no bundle. */
    private static final String ANY_BUNDLE = "?";

    private final Logger log = LoggerFactory.getLogger(ConfigAdminStore.class);
    private final ConfigurationAdmin admin;

    ConfigAdminStore(ConfigurationAdmin admin) {
        this.admin = admin;
    }

    /** Creates or updates a configuration. Nothing happens if its values are the same. */
    void put(String file, ConfigurationFileName name, Map<String, String> values) {
        Hashtable<String, Object> properties = new Hashtable<>(values);
        properties.put(FILE, file);
        properties.put(NAME, name.name().orElse(""));
        try {
            of(name).updateIfDifferent(properties);
        } catch (IOException e) {
            log.error("{} could not be applied", file, e);
        }
    }

    void delete(ConfigurationFileName name) {
        try {
            of(name).delete();
        } catch (IOException e) {
            log.error("The configuration of {} could not be deleted", name, e);
        }
    }

    /** The configurations of an earlier run of this bundle, by file. Those whose files no longer exist are deleted. */
    Map<String, ConfigurationFileName> adopt(Set<String> files) {
        Map<String, ConfigurationFileName> adopted = new HashMap<>();
        try {
            Configuration[] ours = admin.listConfigurations("(" + FILE + "=*)");
            for (Configuration configuration : ours == null ? new Configuration[0] : ours) {
                String file = String.valueOf(configuration.getProperties().get(FILE));
                if (files.contains(file)) {
                    adopted.put(file, ConfigurationFileName.of(file));
                } else {
                    configuration.delete();
                }
            }
        } catch (IOException | InvalidSyntaxException e) {
            log.error("The configurations of an earlier run could not be read", e);
        }
        return adopted;
    }

    /** The configuration in Config Admin, which is created if it does not exist. */
    private Configuration of(ConfigurationFileName name) throws IOException {
        return name.name().isPresent()
                ? admin.getFactoryConfiguration(name.pid(), name.name().get(), ANY_BUNDLE)
                : admin.getConfiguration(name.pid(), ANY_BUNDLE);
    }
}
