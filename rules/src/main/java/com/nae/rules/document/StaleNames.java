package com.nae.rules.document;

import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A class that a page names in backticks exists: its name occurs in some source. The change log and the map of old
 * names speak of the past and may name what is gone.
 */
public final class StaleNames implements Rule {
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");
    private static final Pattern CLASS = Pattern.compile("\\b[A-Z][a-z0-9]+(?:[A-Z][a-z0-9]+)+\\b");
    private static final Pattern WORD = Pattern.compile("\\w+");
    private static final Set<Path> OF_THE_PAST =
            Set.of(Path.of("CHANGELOG.md"), Path.of("docs", "decisions", "0010-names.md"));

    @Override
    public String name() {
        return "stale-name";
    }

    @Override
    public List<Offender> offenders(Project project) {
        Set<String> known = new HashSet<>();
        project.files().stream()
                .filter(StaleNames::source)
                .forEach(file -> WORD.matcher(project.text(file)).results().forEach(word -> known.add(word.group())));
        project.sources()
                .forEach(source ->
                        known.add(source.file().getFileName().toString().replace(".java", "")));
        return project.files().stream()
                .filter(file -> file.toString().endsWith(".md") && !OF_THE_PAST.contains(file))
                .flatMap(page -> stale(project, page, known))
                .toList();
    }

    private static boolean source(Path file) {
        return file.toString().matches(".*\\.(java|py|sh|xml|cfg)");
    }

    private static Stream<Offender> stale(Project project, Path page, Set<String> known) {
        List<String> lines = project.text(page).lines().toList();
        return IntStream.range(0, lines.size())
                .boxed()
                .flatMap(i -> CODE.matcher(lines.get(i))
                        .results()
                        .flatMap(code -> CLASS.matcher(code.group(1)).results())
                        .filter(name -> !known.contains(name.group()))
                        .map(name -> new Offender(page, i + 1, "names " + name.group() + ", which no source does")));
    }
}
