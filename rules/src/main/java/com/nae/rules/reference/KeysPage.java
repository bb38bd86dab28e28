package com.nae.rules.reference;

import com.nae.rules.settings.ConfigurationFile;
import com.nae.rules.settings.KeyRead;
import com.nae.rules.settings.KeyReads;
import com.nae.rules.settings.KeyTable;
import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Project;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Every key of every configuration file: type, bounds and default out of the code, the meaning out of the bundle's
 * README.
 */
final class KeysPage implements Page {
    private static final Path LAUNCHER = Path.of("config", "launcher.properties");
    private static final String INTRODUCTION = """
            A file lies in `config/` of the home. It holds one `key = value` a line. A change takes effect at once.
            An unknown key or a value that cannot be used is refused with file, key and reason.

            | type | written as |
            |---|---|
            | duration | `500ms` `30s` `5m` `2h` `1d`; a bare number is seconds |
            | size | `64K` `50M` `2G` `1T`; a bare number is bytes |
            | list | items separated by commas |
            | flag | `true` or `false` |
            """;

    @Override
    public Path file() {
        return FOLDER.resolve("keys.md");
    }

    @Override
    public String text(Project project) {
        Map<String, List<String>> enums = KeyReads.enums(project.mainSources());
        Markdown page = new Markdown("Keys of the configuration files", INTRODUCTION);
        bundles(project).forEach((bundle, sources) -> {
            Path readme = bundle.resolve("README.md");
            List<KeyTable.Row> rows = KeyTable.rows(project.exists(readme) ? project.text(readme) : "");
            List<KeyRead> reads = KeyReads.in(sources, enums);
            for (ConfigurationFile file : ConfigurationFile.in(sources)) {
                page.heading(2, Markdown.code(file.fileName()));
                page.paragraph("Read by [" + bundle.getFileName() + "](../../" + readme + ").");
                page.table(List.of("key", "type", "default", "meaning"), table(rows, of(file, sources, reads)));
            }
        });
        if (project.exists(LAUNCHER)) {
            launcher(page, project.text(LAUNCHER));
        }
        return page.toString();
    }

    private static Map<Path, List<JavaSource>> bundles(Project project) {
        return project.mainSources()
                .filter(source -> source.file().startsWith("bundles"))
                .filter(source -> !source.packageName().equals("com.nae.api.config"))
                .collect(Collectors.groupingBy(JavaSource::module, TreeMap::new, Collectors.toList()));
    }

    /**
     * Of a bundle that takes one kind of file, all keys; where it takes two, the plain one has the keys of the classes
     * that its check names.
     */
    private static List<KeyRead> of(ConfigurationFile file, List<JavaSource> sources, List<KeyRead> reads) {
        boolean all = file.many() || ConfigurationFile.in(sources).size() == 1;
        return reads.stream()
                .filter(read -> all || file.readers().contains(read.owner()))
                .toList();
    }

    private static List<List<String>> table(List<KeyTable.Row> rows, List<KeyRead> reads) {
        Map<String, List<String>> table = new LinkedHashMap<>();
        for (KeyTable.Row row : rows) {
            reads.stream()
                    .filter(read -> read.documentedAs(row.key()))
                    .map(KeyRead::key)
                    .distinct()
                    .forEach(key -> {
                        List<KeyRead> same = reads.stream()
                                .filter(read -> read.key().equals(key))
                                .toList();
                        String shown = key.contains("*") ? row.key() : key;
                        table.putIfAbsent(
                                key, List.of(Markdown.code(shown), type(same), standard(same, row), row.meaning()));
                    });
        }
        return new ArrayList<>(table.values());
    }

    private static String type(List<KeyRead> reads) {
        boolean list = reads.stream().anyMatch(read -> read.type().equals("list"));
        return list
                ? "list"
                : reads.stream()
                        .filter(read -> !read.type().isEmpty())
                        .map(KeysPage::type)
                        .findFirst()
                        .orElse("text");
    }

    private static String type(KeyRead read) {
        if (read.type().equals("choice")) {
            return "one of " + Markdown.code(read.range().replace(", ", "` `"));
        }
        return read.type() + (read.range().isEmpty() ? "" : ", " + read.range());
    }

    private static String standard(List<KeyRead> reads, KeyTable.Row row) {
        boolean stated = reads.stream()
                .noneMatch(read -> read.type().isEmpty() || read.standard().isEmpty());
        String code = reads.get(0).standard().orElse("-");
        boolean telling = row.standard().isEmpty() || row.standard().equals("-");
        return stated && (telling || row.standard().matches("\\S+"))
                ? Markdown.code(code).replace("`-`", "-").replace("`required`", "required")
                : row.standard();
    }

    /** The file says itself what its keys mean: each stands there as an example, commented out, below its comment. */
    private static void launcher(Markdown page, String text) {
        List<List<String>> rows = new ArrayList<>();
        StringBuilder comment = new StringBuilder();
        for (String line : text.lines().toList()) {
            if (line.matches("#?[a-z.]+ = .*")) {
                String[] pair = line.replaceFirst("^#", "").split(" = ", 2);
                rows.add(List.of(
                        Markdown.code(pair[0]),
                        Markdown.code(pair[1]),
                        comment.toString().strip()));
            }
            comment = new StringBuilder(line.startsWith("# ") ? comment + line.substring(1) : "");
        }
        page.heading(2, Markdown.code(LAUNCHER.getFileName().toString()));
        page.paragraph("Read by the start script at each start.");
        page.table(List.of("key", "example", "meaning"), rows);
    }
}
