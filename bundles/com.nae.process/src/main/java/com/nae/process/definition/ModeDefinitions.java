package com.nae.process.definition;

import com.nae.api.config.Settings;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What one file {@code com.nae.process-<name>.cfg} defines.
 *
 * @param byMode a definition for each mode in which the process runs
 * @param sandboxOrigin the live directory of which the sandbox's directory is a private copy; empty where the sandbox
 *     has a directory of its own or runs in live's
 * @param isolation how far the modes are kept apart
 */
public record ModeDefinitions(Map<Mode, ProcessDefinition> byMode, Optional<Path> sandboxOrigin, Isolation isolation) {
    /**
     * Reads a file.
     *
     * @throws com.nae.api.config.SettingsException with the key as the file writes it
     */
    public static ModeDefinitions of(String name, Settings file, DefinitionContext context, ProcessDefaults defaults) {
        return new ModeDefinitionsReader(name, file, context, defaults).read();
    }

    /** The same with other definitions of the modes. */
    public ModeDefinitions withDefinitions(Map<Mode, ProcessDefinition> other) {
        return new ModeDefinitions(other, sandboxOrigin, isolation);
    }

    /** Whether a program of a mode has to be started again to be where these say, and not where others said. */
    public boolean movedFrom(ModeDefinitions before, Mode mode) {
        boolean otherCopy = mode == Mode.SANDBOX && !sandboxOrigin.equals(before.sandboxOrigin);
        return otherCopy || isolation.network(mode) != before.isolation.network(mode);
    }

    /**
     * What the operator ought to know of the process before it runs, in plain words.
     *
     * @param running the modes that run here
     */
    public List<String> notices(Set<Mode> running) {
        return isolation.notices(byMode, running);
    }
}
