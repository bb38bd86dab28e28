package com.nae.api.config;

import java.util.List;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Says whether a configuration file may take effect. Whoever takes a configuration publishes one as a service with the
 * property {@value #PID}; a file that no check accepts never reaches Config Admin, so what ran before goes on.
 */
@ConsumerType
public interface ConfigurationCheck {
    /**
     * Service property: the pid ({@code com.nae.health}) or, for one file per thing, the factory pid
     * ({@code com.nae.process}).
     */
    String PID = "nae.check.pid";
    /** Service property, {@code true} for a factory pid: files are {@code <pid>-<name>.cfg}. */
    String FACTORY = "nae.check.factory";

    /**
     * @param name the part of the file name behind the factory pid, or empty
     * @throws SettingsException if the settings cannot be used
     */
    void check(String name, Settings settings);

    /**
     * What settings that can be used ask for and do not get on this machine, or ought to say, in sentences that begin
     * with the key.
     *
     * @param name the part of the file name behind the factory pid, or empty
     */
    default List<String> notes(String name, Settings settings) {
        return List.of();
    }
}
