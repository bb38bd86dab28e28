package com.nae.process.launch;

import com.nae.api.process.Mode;
import com.nae.base.file.AtomicWrite;
import java.io.IOException;
import java.io.Reader;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Variables that repairs set on top of definitions, kept in {@code data/overlays/<process>.<mode>.properties}. Each
 * file is read once. Thread-safe.
 */
public final class EnvironmentOverlays {
    private final Path folder;
    private final Map<String, Map<String, String>> known = new ConcurrentHashMap<>();

    public EnvironmentOverlays(Path folder) {
        this.folder = folder;
    }

    /** Those in force; none where there is no file, or a damaged one. */
    public Map<String, String> of(String process, Mode mode) {
        return known.computeIfAbsent(process + "." + mode.word(), this::read);
    }

    /**
     * Sets them, in place of earlier ones, from the next start on.
     *
     * @throws UncheckedIOException if they cannot be kept on disk; then they are not set
     */
    public void put(String process, Mode mode, Map<String, String> environment) {
        String key = process + "." + mode.word();
        try {
            write(file(key), environment);
        } catch (IOException e) {
            throw new UncheckedIOException("the variables of " + key + " cannot be kept", e);
        }
        known.put(key, Map.copyOf(environment));
    }

    private Path file(String key) {
        return folder.resolve(key + ".properties");
    }

    private Map<String, String> read(String key) {
        Map<String, String> values = new TreeMap<>();
        if (Files.exists(file(key))) {
            Properties properties = new Properties();
            try (Reader in = Files.newBufferedReader(file(key))) {
                properties.load(in);
            } catch (IOException | IllegalArgumentException damaged) {
                return Map.of();
            }
            properties.forEach((name, value) -> values.put((String) name, (String) value));
        }
        return Map.copyOf(values);
    }

    private static void write(Path file, Map<String, String> environment) throws IOException {
        if (environment.isEmpty()) {
            Files.deleteIfExists(file);
            return;
        }
        Properties properties = new Properties();
        properties.putAll(environment);
        StringWriter text = new StringWriter();
        properties.store(text, null);
        AtomicWrite.to(file).text(text.toString());
    }
}
