package com.nae.process.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A user account, as {@code passwd}(5) has it. */
record UserAccount(String name, String group, String home, String shell) {
    private static final int FIELDS = 7;

    /** @param user a name or a number */
    static UserAccount of(String user) throws IOException {
        try (var lines = Files.lines(Path.of("/etc/passwd"))) {
            return lines.map(line -> line.split(":", FIELDS))
                    .filter(f -> f.length == FIELDS && (f[0].equals(user) || f[2].equals(user)))
                    .findFirst()
                    .map(f -> new UserAccount(f[0], f[3], f[5], f[6]))
                    .orElseThrow(() -> new IOException("user " + user + " does not exist"));
        }
    }

    /** The variables that a login would set. */
    Map<String, String> environment() {
        return Map.of("USER", name, "LOGNAME", name, "HOME", home, "SHELL", shell.isEmpty() ? "/bin/sh" : shell);
    }
}
