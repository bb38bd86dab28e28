package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What one file {@code com.nae.process-<name>.cfg} defines.
 *
 * @param byMode a definition for each mode in which the process runs
 * @param sandboxOrigin the live directory of which the sandbox's directory is a private copy; empty where the sandbox
 *     has a directory of its own or runs in live's
 */
public record ModeDefinitions(Map<Mode, ProcessDefinition> byMode, Optional<Path> sandboxOrigin) {
    /**
     * Reads a file.
     *
     * @throws com.nae.api.config.SettingsException with the key as the file writes it
     */
    public static ModeDefinitions of(String name, Settings file, DefinitionContext context, ProcessDefaults defaults) {
        return new ModeDefinitionsReader(name, file, context, defaults).read();
    }
}
