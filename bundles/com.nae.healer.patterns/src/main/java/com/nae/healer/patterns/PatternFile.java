package com.nae.healer.patterns;

import com.nae.api.config.Settings;
import com.nae.api.config.SettingsException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

/** The reader of the file of a pattern, without putting the pattern in force. */
final class PatternFile {
    private static final String PREFIX = FixPattern.PID + "-";
    private static final String SUFFIX = ".cfg";

    private PatternFile() {}

    static FixPattern read(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (!name.startsWith(PREFIX) || !name.endsWith(SUFFIX)) {
            throw new SettingsException("", "a pattern's file is called " + PREFIX + "<name>" + SUFFIX);
        }
        return FixPattern.of(
                name.substring(PREFIX.length(), name.length() - SUFFIX.length()),
                new Settings(pairs(Files.readString(file))));
    }

    /** The keys and values of a file, in which a backslash continues a line. */
    private static Map<String, String> pairs(String text) {
        Map<String, String> pairs = new TreeMap<>();
        for (String line : text.replaceAll("\\\\\\R[ \\t]*", "").split("\\R")) {
            int equals = line.indexOf('=');
            if (equals > 0 && !line.strip().startsWith("#")) {
                pairs.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 1).strip());
            }
        }
        return pairs;
    }
}
