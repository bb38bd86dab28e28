package com.nae.healer.keys;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.nae.api.healing.Change;
import com.nae.api.healing.SourceInspector;
import com.nae.source.python.PythonInspectors;
import com.nae.source.python.samples.FolderWorkspace;
import com.nae.source.python.samples.HealerSample;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * The safety of edits of key reads. Each read of a key in the sources of the interpreter is treated as one that failed.
 * An edit must compile, must change only its line, and must not invent a value without evidence.
 * {@code -Dnae.bar.reads=5000} tests more. The numbers are printed.
 */
class KeyReadsBarTest {
    private static final Pattern READ = Pattern.compile("\\b[a-z_]\\w*\\[(['\"])(\\w+)\\1\\](?!\\s*=[^=])");
    private static final Pattern SENSITIVE =
            Pattern.compile("(?i).*(user|pass|token|key|price|amount|id|total|account)");

    @TempDir
    Path root;

    private final PythonInspectors inspectors = new PythonInspectors();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final List<String> wrong = new ArrayList<>();
    private int left = Integer.getInteger("nae.bar.reads", 150);

    @Test
    void noReadIsEditedUnsafely() throws IOException, InterruptedException {
        for (Path source : sources()) {
            byte[] raw = Files.readAllBytes(source);
            List<String> lines =
                    new String(raw, StandardCharsets.ISO_8859_1).lines().toList();
            Files.write(root.resolve("main.py"), raw);
            SourceInspector inspector = new FolderWorkspace(root, List.of("python3", "main.py"), Map.of(), inspectors)
                    .inspector()
                    .orElseThrow();
            for (int i = 0; i < lines.size() && left > 0; i++) {
                for (MatchResult read :
                        READ.matcher(lines.get(i)).results().limit(left).toList()) {
                    left--;
                    judge(source, raw, i + 1, read.group(2), inspector);
                }
            }
        }
        System.out.println("reads of keys: " + counts + ", " + wrong.size() + " wrong");
        assertEquals(List.of(), wrong);
        assertTrue(counts.getOrDefault("remedy", 0) > 0, counts::toString);
    }

    private void judge(Path source, byte[] raw, int line, String key, SourceInspector inspector) {
        SourceInspector.Answer answer = inspector.ask(
                "key_read",
                Map.of(
                        "file",
                        "main.py",
                        "line",
                        String.valueOf(line),
                        "message",
                        "'" + key + "'",
                        "subject",
                        key,
                        "evidence",
                        ""));
        String kind = answer.fact("kind").orElse(answer.fact("error").isPresent() ? "error" : "remedy");
        counts.merge(kind, 1, Integer::sum);
        answer.edit().ifPresent(edit -> edited(source + ":" + line + " " + key + " " + kind, raw, edit, inspector));
        if ((kind.equals("default") || kind.equals("none"))
                && SENSITIVE.matcher(key).matches()) {
            wrong.add(source + ":" + line + " makes up " + key);
        }
    }

    private void edited(String where, byte[] raw, Change.EditFile edit, SourceInspector inspector) {
        byte[] result = HealerSample.apply(edit, raw);
        inspector.syntaxError(result).ifPresent(fault -> wrong.add(where + ": " + fault));
        List<String> before =
                new String(raw, StandardCharsets.ISO_8859_1).lines().toList();
        List<String> after =
                new String(result, StandardCharsets.ISO_8859_1).lines().toList();
        long changed = before.size() != after.size()
                ? Long.MAX_VALUE
                : java.util.stream.IntStream.range(0, before.size())
                        .filter(i -> !before.get(i).equals(after.get(i)))
                        .count();
        if (changed > 2) {
            wrong.add(where + ": " + changed + " lines changed");
        }
    }

    /** Modules of the standard library that are a single file, in a mixed order. */
    private static List<Path> sources() throws IOException, InterruptedException {
        Process python =
                new ProcessBuilder("python3", "-c", "import sysconfig; print(sysconfig.get_path('stdlib'))").start();
        String folder = new String(python.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        python.waitFor();
        try (var all = Files.list(Path.of(folder))) {
            return all.filter(p -> p.toString().endsWith(".py"))
                    .sorted(Comparator.comparing(p -> p.getFileName().toString().hashCode()))
                    .toList();
        }
    }
}
