package com.nae.healer.imports;

import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.SourceInspector;
import com.nae.source.python.PythonInspectors;
import com.nae.source.python.samples.FolderWorkspace;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The repair rate of missing imports. In each source of the interpreter one import is removed; the healer must add the
 * same import, and never another. {@code -Dnae.bar.files=1000} tests all sources. The numbers are printed.
 */
class MissingImportsBarTest {
    private static final Pattern IMPORT = Pattern.compile("(?m)^import ([a-z]\\w*)\\R");

    private static final Pattern FROM = Pattern.compile("(?m)^from ([a-z][\\w.]*) import ([A-Za-z]\\w*)\\R");

    /** The names that such a file binds are unknown, so nothing is added to it. */
    private static final Pattern STAR = Pattern.compile("(?m)^\\s*from .* import \\*");

    @TempDir
    Path root;

    private final PythonInspectors inspectors = new PythonInspectors();
    private final List<String> wrong = new ArrayList<>();
    private final List<String> missed = new ArrayList<>();
    private final List<String> refused = new ArrayList<>();
    private int right;

    @Test
    void everyImportComesBackAndNoOther() throws IOException, InterruptedException {
        int files = Integer.getInteger("nae.bar.files", 25);
        for (Path source : standardSources().stream().limit(files).toList()) {
            String text = Files.readString(source, StandardCharsets.ISO_8859_1);
            if (STAR.matcher(text).find()) {
                continue;
            }
            eachName(source, text);
            eachModule(source, text);
        }
        System.out.println("missing imports: " + right + " right, " + wrong.size() + " wrong, " + missed.size()
                + " missed " + missed + ", names refused: " + refused);
        assertTrue(wrong.isEmpty(), wrong::toString);
        assertTrue(right > files && right >= missed.size() * 20, () -> "missed " + missed);
    }

    /** Takes out each name that is imported from a module and occurs elsewhere. */
    private void eachName(Path source, String text) throws IOException {
        for (MatchResult found : FROM.matcher(text).results().toList()) {
            if (occurrences("\\b" + found.group(2) + "\\b", text) > 1
                    && !found.group(1).equals("__future__")) {
                named(source, text, found);
            }
        }
    }

    /** Takes out each module that is imported once and used. */
    private void eachModule(Path source, String text) throws IOException {
        for (MatchResult found : IMPORT.matcher(text).results().toList()) {
            String name = found.group(1);
            if (occurrences("\\b(import|as|from)\\b.*\\b" + name + "\\b", text) == 1
                    && occurrences("\\b" + name + "\\.\\w", text) > 0) {
                without(source, text, found, name);
            }
        }
    }

    private static long occurrences(String pattern, String text) {
        return Pattern.compile(pattern).matcher(text).results().count();
    }

    /**
     * A name of a module may be refused, where several modules have it or where it is not well known. It must not be
     * imported from elsewhere.
     */
    private void named(Path source, String text, MatchResult found) throws IOException {
        String statement = ask(text, found, found.group(2)).fact("statement").orElse("");
        String told = source.getFileName() + ": " + found.group().strip();
        if (statement.equals(found.group().strip()) || twins(found.group(1), statement)) {
            right++;
        } else if (statement.isEmpty()) {
            refused.add(told);
        } else {
            wrong.add(told + " came back as " + statement);
        }
    }

    /** The abstract classes are in two modules, both of which are correct. */
    private static boolean twins(String module, String statement) {
        return List.of("typing", "collections.abc").contains(module)
                && statement.matches("from (typing|collections\\.abc) import .*");
    }

    private void without(Path source, String text, MatchResult found, String name) throws IOException {
        var answer = ask(text, found, name);
        String statement = answer.fact("statement").orElse("");
        if (statement.equals("import " + name)) {
            right++;
        } else if (statement.isEmpty()) {
            missed.add(source.getFileName() + ": " + name + " (" + answer.facts() + ")");
        } else {
            wrong.add(source.getFileName() + ": " + name + " came back as " + statement);
        }
    }

    private SourceInspector.Answer ask(String text, MatchResult without, String name) throws IOException {
        Path folder = Files.createDirectories(root.resolve("w"));
        Files.writeString(
                folder.resolve("main.py"),
                text.substring(0, without.start()) + text.substring(without.end()),
                StandardCharsets.ISO_8859_1);
        return inspectors
                .open(new FolderWorkspace(folder, List.of("python3", "main.py"), Map.of(), inspectors))
                .orElseThrow()
                .ask("missing_name", Map.of("file", "main.py", "name", name));
    }

    /** Modules of the standard library that are a single file, in a mixed order. */
    private static List<Path> standardSources() throws IOException, InterruptedException {
        Process python =
                new ProcessBuilder("python3", "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))").start();
        String folder = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        python.waitFor();
        try (var all = Files.list(Path.of(folder))) {
            return all.filter(p -> p.toString().endsWith(".py"))
                    .sorted(java.util.Comparator.comparing(
                            p -> p.getFileName().toString().hashCode()))
                    .toList();
        }
    }
}
