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
import java.util.Optional;

/** The reader and validator of configuration files. Thread-safe. */
final class ConfigurationValidator {
    /** The largest file, in bytes. */
    static final int MAX_BYTES = 256 * 1024;

    private final ConfigurationVariables variables;
    private final ConfigurationCheckRegistry checks;

    ConfigurationValidator(ConfigurationVariables variables, ConfigurationCheckRegistry checks) {
        this.variables = variables;
        this.checks = checks;
    }

    /** Whether there is a check for the file. */
    boolean hasCheckFor(ConfigurationFileName name) {
        return checks.hasCheckFor(name);
    }

    /**
     * Reads a file.
     *
     * @throws SettingsException if it cannot be read or is too large
     */
    static byte[] read(Path file) {
        if (!Files.isRegularFile(file)) {
            throw new SettingsException("", Files.exists(file) ? "is not a regular file" : "does not exist");
        }
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = in.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                throw new SettingsException("", "is larger than " + MAX_BYTES / 1024 + " KB");
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

    /** What a valid file asks for and does not get on this machine, one sentence each. */
    List<String> notes(Path file) {
        return validate(file) instanceof ValidationResult.Valid valid
                ? checks.notes(valid.name(), valid.values()).stream()
                        .map(note -> printable(name(file) + ": " + note))
                        .toList()
                : List.of();
    }

    /** Parses the content, expands its variables and runs its check. */
    ValidationResult validate(String file, byte[] bytes) {
        try {
            ConfigurationFileName name = ConfigurationFileName.of(file);
            List<SettingsException> problems = new ArrayList<>();
            Map<String, String> values = variables.expand(CfgParser.parse(bytes, problems), problems);
            Optional<List<SettingsException>> found = checks.problems(name, values);
            if (found.isEmpty()) {
                return new ValidationResult.Unchecked(name);
            }
            List<SettingsException> all = merged(problems, found.get());
            return all.isEmpty() ? new ValidationResult.Valid(name, values) : refused(file, new SettingsException(all));
        } catch (SettingsException e) {
            return refused(file, e);
        }
    }

    /** All problems of a file. A problem of the text hides those that the check found with the same key. */
    private static List<SettingsException> merged(List<SettingsException> text, List<SettingsException> check) {
        List<SettingsException> all = new ArrayList<>(text);
        check.stream()
                .filter(problem -> text.stream().noneMatch(known -> known.key().equals(problem.key())))
                .forEach(all::add);
        return all;
    }

    static ValidationResult.Refused refused(String file, SettingsException e) {
        return new ValidationResult.Refused(e.all().stream()
                .map(problem -> refusal(file, problem.key(), problem.reason()))
                .toList());
    }

    /** The refusal of a file that no bundle reads. */
    static Refusal noCheckFor(String file, ConfigurationFileName name) {
        return refusal(
                file,
                "",
                name.name()
                        .map(n -> "no bundle reads files " + name.pid() + "-<name>.cfg")
                        .orElse("no bundle reads " + name.pid() + ".cfg"));
    }

    private static Refusal refusal(String file, String key, String reason) {
        return new Refusal(printable(file), printable(key), printable(reason), Instant.now());
    }

    /** Text without control characters, since refusals are printed on terminals. */
    private static String printable(String text) {
        return text.codePoints()
                .map(c -> Character.isISOControl(c) ? '?' : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    static String name(Path file) {
        return String.valueOf(file.getFileName());
    }
}
