package com.nae.process.definition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * What a definition's meaning depends on besides its file.
 *
 * @param home {@code $NAE_HOME}
 * @param environment the runtime's own variables
 * @param user whom the runtime runs as
 * @param root whether it has root's rights
 */
public record Context(Path home, Map<String, String> environment, String user, boolean root) {
    /** This process, on a home. */
    public static Context here(Path home) {
        String user = System.getProperty("user.name");
        return new Context(home, System.getenv(), user, isRoot(user));
    }

    private static boolean isRoot(String user) {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException noProcFileSystem) {
            return user.equals("root");
        }
    }
}
