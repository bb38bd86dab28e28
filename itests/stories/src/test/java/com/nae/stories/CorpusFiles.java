package com.nae.stories;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The files of a case: what they were, and what an edit was expected to make of them. */
final class CorpusFiles {
    private final CorpusCase.Expect expected;
    private final Map<String, byte[]> before;

    /** Reads the files of a folder as they are before the repair. */
    CorpusFiles(CorpusCase.Expect expected, Path folder) throws IOException {
        this.expected = expected;
        before = read(folder);
    }

    private static Map<String, byte[]> read(Path root) throws IOException {
        Map<String, byte[]> found = new TreeMap<>();
        try (Stream<Path> files = Files.walk(root)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(f -> !f.toString().contains("__pycache__"))
                    .toList()) {
                found.put(root.relativize(file).toString(), Files.readAllBytes(file));
            }
        }
        return found;
    }

    /** A sentence for each file of a folder that is not as the case expects. */
    List<String> complaints(Path where) throws IOException {
        List<String> complaints = new ArrayList<>();
        Map<String, byte[]> after = read(where);
        int changed = 0;
        for (Map.Entry<String, byte[]> old : before.entrySet()) {
            byte[] now = after.getOrDefault(old.getKey(), new byte[0]);
            if (!Arrays.equals(old.getValue(), now)) {
                changed += changedLines(old.getValue(), now);
                if (!expected.edits().contains(old.getKey())) {
                    complaints.add(old.getKey() + " was edited");
                }
            }
        }
        if (changed > expected.max_changed_lines()) {
            complaints.add(changed + " changed lines");
        }
        texts(complaints, after);
        return complaints;
    }

    private void texts(List<String> complaints, Map<String, byte[]> after) {
        for (CorpusCase.Text text : expected.must_contain()) {
            if (!matches(after, text)) {
                complaints.add(text.file() + " does not contain " + text.regex());
            }
        }
        for (CorpusCase.Text text :
                expected.must_not_contain() == null ? List.<CorpusCase.Text>of() : expected.must_not_contain()) {
            if (matches(after, text)) {
                complaints.add(text.file() + " contains " + text.regex());
            }
        }
    }

    private static boolean matches(Map<String, byte[]> files, CorpusCase.Text text) {
        return Pattern.compile(text.regex())
                .matcher(new String(files.getOrDefault(text.file(), new byte[0]), StandardCharsets.ISO_8859_1))
                .find();
    }

    /** The number of lines added and removed, whatever their order. */
    private static int changedLines(byte[] a, byte[] b) {
        List<String> old = new ArrayList<>(
                new String(a, StandardCharsets.ISO_8859_1).lines().toList());
        List<String> fresh = new ArrayList<>();
        for (String line : new String(b, StandardCharsets.ISO_8859_1).lines().toList()) {
            if (!old.remove(line)) {
                fresh.add(line);
            }
        }
        return old.size() + fresh.size();
    }
}
