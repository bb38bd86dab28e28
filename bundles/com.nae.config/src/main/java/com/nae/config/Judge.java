package com.nae.config;

import com.nae.api.config.Refusal;
import com.nae.api.config.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** Reads a configuration file and says whether it may take effect. Thread-safe. */
final class Judge {
    static final int LARGEST = 256 * 1024;

    private final Variables variables;
    private final Checks checks;

    Judge(Variables variables, Checks checks) {
        this.variables = variables;
        this.checks = checks;
    }

    /** Whether a check is there that takes the file. */
    boolean takes(FileName name) {
        return checks.takes(name);
    }

    /** The bytes of a file. @throws SettingsException if it is no file that can be read */
    static byte[] read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SettingsException("", Files.exists(file) ? "is not a regular file" : "is not there");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(LARGEST + 1);
            if (bytes.length > LARGEST) {
                throw new SettingsException("", "is larger than " + LARGEST / 1024 + " KB");
            }
            return bytes;
        } catch (AccessDeniedException e) {
            throw new SettingsException("", "cannot be read: permission denied");
        } catch (IOException e) {
            throw new SettingsException("", "cannot be read: " + e);
        }
    }

    Verdict judge(Path file) {
        try {
            return judge(name(file), read(file));
        } catch (SettingsException e) {
            return refused(name(file), e);
        }
    }

    Verdict judge(String file, byte[] bytes) {
        try {
            FileName name = FileName.of(file);
            if (!checks.takes(name)) {
                return new Verdict.Untaken(name);
            }
            Map<String, String> values = variables.expand(CfgText.parse(bytes));
            return checks.pass(name, values) ? new Verdict.Good(name, values) : new Verdict.Untaken(name);
        } catch (SettingsException e) {
            return refused(file, e);
        }
    }

    static Verdict.Refused refused(String file, SettingsException e) {
        return new Verdict.Refused(refusal(file, e.key(), e.reason()));
    }

    static Refusal untaken(String file, FileName name) {
        return refusal(file, "", name.name().map(n -> "nothing here takes files " + name.pid() + "-<name>.cfg")
                .orElse("nothing here takes " + name.pid() + ".cfg"));
    }

    private static Refusal refusal(String file, String key, String reason) {
        return new Refusal(visible(file), visible(key), visible(reason), Instant.now());
    }

    private static String visible(String text) {
        return text.codePoints().map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
