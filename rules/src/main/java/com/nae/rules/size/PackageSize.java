package com.nae.rules.size;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A package that ships holds at most 20 files, its {@code package-info.java} apart. */
public final class PackageSize implements Rule {
    private static final int MOST = 20;

    @Override
    public String name() {
        return "package-size";
    }

    @Override
    public List<Offender> offenders(Project project) {
        Map<Path, Long> sizes = project.mainSources()
                .map(JavaSource::file)
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));
        return sizes.entrySet().stream()
                .filter(folder -> folder.getValue() > MOST)
                .map(folder ->
                        new Offender(folder.getKey(), 0, folder.getValue() + " files in a package, at most " + MOST))
                .toList();
    }
}
