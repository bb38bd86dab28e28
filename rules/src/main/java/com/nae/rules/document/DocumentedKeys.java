package com.nae.rules.document;

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
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Every key that the code of a bundle reads from a configuration file stands in a key table of the bundle's README,
 * with its default.
 */
public final class DocumentedKeys implements Rule {
    @Override
    public String name() {
        return "settings-key";
    }

    @Override
    public List<Offender> offenders(Project project) {
        Map<String, List<String>> enums = KeyReads.enums(project.mainSources());
        Map<Path, List<JavaSource>> bundles = project.mainSources()
                .filter(source -> source.file().startsWith("bundles"))
                .filter(source -> !source.packageName().equals("com.nae.api.config"))
                .collect(Collectors.groupingBy(JavaSource::module));
        return bundles.entrySet().stream()
                .flatMap(bundle ->
                        wrong(project, bundle.getKey().resolve("README.md"), KeyReads.in(bundle.getValue(), enums)))
                .toList();
    }

    private static Stream<Offender> wrong(Project project, Path readme, List<KeyRead> reads) {
        List<KeyTable.Row> rows = project.exists(readme) ? KeyTable.rows(project.text(readme)) : List.of();
        return reads.stream()
                .flatMap(
                        read -> wrong(read, readme, rows)
                                .map(what -> new Offender(
                                        read.place().file(), read.place().line(), what))
                                .stream())
                .distinct();
    }

    private static Optional<String> wrong(KeyRead read, Path readme, List<KeyTable.Row> rows) {
        Optional<KeyTable.Row> row =
                rows.stream().filter(each -> read.documentedAs(each.key())).findFirst();
        if (row.isEmpty()) {
            return Optional.of("the key " + read.key() + " is not in a table of " + readme);
        }
        return row.filter(read::contradicts)
                .map(said -> "the default of " + read.key() + " is "
                        + read.standard().orElse("") + ", but " + readme + " says " + said.standard());
    }
}
