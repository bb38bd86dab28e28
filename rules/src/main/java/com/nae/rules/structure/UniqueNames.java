package com.nae.rules.structure;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A file's simple name occurs in one module only, tests included; {@code Config} and {@code package-info} apart. */
public final class UniqueNames implements Rule {
    private static final Set<String> SHARED = Set.of("Config", "package-info", "module-info");

    @Override
    public String name() {
        return "unique-name";
    }

    @Override
    public List<Offender> offenders(Project project) {
        Map<String, List<JavaSource>> byName = project.sources().stream()
                .collect(Collectors.groupingBy(UniqueNames::simpleName, TreeMap::new, Collectors.toList()));
        SHARED.forEach(byName::remove);
        return byName.values().stream().flatMap(UniqueNames::shared).toList();
    }

    private static Stream<Offender> shared(List<JavaSource> alike) {
        Set<Path> modules = alike.stream().map(JavaSource::module).collect(Collectors.toCollection(TreeSet::new));
        return modules.size() < 2
                ? Stream.empty()
                : alike.stream().map(source -> new Offender(source.file(), 0, what(source, modules)));
    }

    private static String what(JavaSource source, Set<Path> modules) {
        return "the name " + simpleName(source) + " occurs in "
                + modules.stream().map(Path::toString).collect(Collectors.joining(", "));
    }

    private static String simpleName(JavaSource source) {
        return source.file().getFileName().toString().replace(".java", "");
    }
}
