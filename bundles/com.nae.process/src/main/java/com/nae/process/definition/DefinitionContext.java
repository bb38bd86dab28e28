package com.nae.process.definition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/**
 * What the meaning of a definition depends on besides its file.
 *
 * @param home {@code $NAE_HOME}
 * @param environment the runtime's own variables
 * @param user as whom the runtime runs
 * @param root whether the runtime is root
 * @param hardLimits what only root may exceed, by the key that sets it; unlimited ones are left out
 */
public record DefinitionContext(
        Path home, Map<String, String> environment, String user, boolean root, Map<String, Long> hardLimits) {
    private static final Map<String, String> LIMITS = Map.of(
            "Max open files", "limit_nofile", "Max core file size", "limit_core", "Max address space", "limit_as");

    /** This process, on a home. */
    public static DefinitionContext here(Path home) {
        String user = System.getProperty("user.name");
        return new DefinitionContext(home, System.getenv(), user, isRoot(user), readHardLimits());
    }

    /** Reads {@code /proc/self/limits}: name, soft limit and hard limit in columns. */
    private static Map<String, Long> readHardLimits() {
        Map<String, Long> limits = new HashMap<>();
        try {
            for (String line : Files.readAllLines(Path.of("/proc/self/limits"))) {
                String[] columns = line.split(" {2,}");
                if (LIMITS.containsKey(columns[0]) && columns[2].matches("\\d{1,18}")) {
                    limits.put(LIMITS.get(columns[0]), Long.valueOf(columns[2]));
                }
            }
        } catch (IOException noProcFileSystem) {
            limits.clear();
        }
        return limits;
    }

    private static boolean isRoot(String user) {
        try {
            return Integer.valueOf(0).equals(Files.getAttribute(Path.of("/proc/self"), "unix:uid"));
        } catch (IOException | UnsupportedOperationException noProcFileSystem) {
            return user.equals("root");
        }
    }
}
