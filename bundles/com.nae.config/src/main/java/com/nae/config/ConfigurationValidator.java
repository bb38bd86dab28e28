package com.nae.config;

import com.nae.api.config.Refusal;
import com.nae.api.config.SettingsException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Reads a configuration file and says whether it may take effect. Thread-safe. */
final class ConfigurationValidator {
    static final int LARGEST = 256 * 1024;

    private final ConfigurationVariables variables;
    private final ConfigurationCheckRegistry checks;

    ConfigurationValidator(ConfigurationVariables variables, ConfigurationCheckRegistry checks) {
        this.variables = variables;
        this.checks = checks;
    }

    /** Whether a check is there that takes the file. */
    boolean hasCheckFor(ConfigurationFileName name) {
        return checks.hasCheckFor(name);
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

    ValidationResult validate(Path file) {
        try {
            return validate(name(file), read(file));
        } catch (SettingsException e) {
            return refused(name(file), e);
        }
    }

    ValidationResult validate(String file, byte[] bytes) {
        try {
            ConfigurationFileName name = ConfigurationFileName.of(file);
            List<SettingsException> problems = new ArrayList<>();
            Map<String, String> values = variables.expand(CfgParser.parse(bytes, problems), problems);
            return checks.problems(name, values)
                    .map(found -> verdict(name, file, values, problems, found))
                    .orElse(new ValidationResult.Unchecked(name));
        } catch (SettingsException e) {
            return refused(file, e);
        }
    }

    /** @param problems of the text, before those which the check has found */
    private static ValidationResult verdict(
            ConfigurationFileName name,
            String file,
            Map<String, String> values,
            List<SettingsException> problems,
            List<SettingsException> found) {
        found.stream()
                .filter(problem ->
                        problems.stream().noneMatch(known -> known.key().equals(problem.key())))
                .forEach(problems::add);
        return problems.isEmpty()
                ? new ValidationResult.Valid(name, values)
                : refused(file, new SettingsException(problems));
    }

    static ValidationResult.Refused refused(String file, SettingsException e) {
        return new ValidationResult.Refused(e.all().stream()
                .map(problem -> refusal(file, problem.key(), problem.reason()))
                .toList());
    }

    static Refusal noCheckFor(String file, ConfigurationFileName name) {
        return refusal(
                file,
                "",
                name.name()
                        .map(n -> "nothing here takes files " + name.pid() + "-<name>.cfg")
                        .orElse("nothing here takes " + name.pid() + ".cfg"));
    }

    private static Refusal refusal(String file, String key, String reason) {
        return new Refusal(visible(file), visible(key), visible(reason), Instant.now());
    }

    private static String visible(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
