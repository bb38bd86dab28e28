package com.nae.rules.document;

import com.nae.rules.settings.ConfigurationFile;
import com.nae.rules.settings.KeyRead;
import com.nae.rules.settings.KeyReads;
import com.nae.rules.settings.KeyTable;
import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A key that a shipped file in {@code config/} shows commented out is one that the code reads, with its default. */
public final class ShippedConfiguration implements Rule {
    private static final Pattern SHOWN = Pattern.compile("# ?([a-z][a-z_.]*) =(?: (.*))?");

    @Override
    public String name() {
        return "shipped-configuration";
    }

    @Override
    public List<Offender> offenders(Project project) {
        Map<String, List<String>> enums = KeyReads.enums(project.mainSources());
        Map<Path, List<JavaSource>> bundles = project.mainSources()
                .filter(source -> source.file().startsWith("bundles"))
                .collect(Collectors.groupingBy(JavaSource::module));
        return bundles.values().stream()
                .flatMap(sources -> ConfigurationFile.in(sources).stream()
                        .map(file -> Path.of("config", file.fileName()))
                        .filter(project::exists)
                        .flatMap(file -> wrong(project, file, KeyReads.in(sources, enums))))
                .toList();
    }

    private static Stream<Offender> wrong(Project project, Path file, List<KeyRead> reads) {
        List<String> lines = project.text(file).lines().toList();
        return IntStream.range(0, lines.size())
                .boxed()
                .flatMap(i -> Optional.of(SHOWN.matcher(lines.get(i)))
                        .filter(Matcher::matches)
                        .flatMap(shown -> wrong(
                                shown.group(1),
                                Optional.ofNullable(shown.group(2)).orElse("-"),
                                reads))
                        .map(what -> new Offender(file, i + 1, what))
                        .stream());
    }

    private static Optional<String> wrong(String key, String value, List<KeyRead> reads) {
        List<KeyRead> same =
                reads.stream().filter(read -> read.key().equals(key)).toList();
        if (same.isEmpty()) {
            return Optional.of("shows the key " + key + ", which no code reads");
        }
        return same.stream()
                .filter(read -> read.contradicts(new KeyTable.Row(key, value, "")))
                .map(read -> "shows " + key + " = " + value + ", but the default is "
                        + read.standard().orElse("-"))
                .findFirst();
    }
}
