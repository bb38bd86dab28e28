package com.nae.rules.structure;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.spi.ToolProvider;
import java.util.stream.Stream;

/** The packages of a module do not use each other in a circle, as {@code jdeps} reads it out of the built classes. */
public final class BuiltPackageCycles implements Rule {
    private static final ToolProvider JDEPS = ToolProvider.findFirst("jdeps").orElseThrow();
    /** What only the profile {@code bench} builds; its sources are checked all the same. */
    private static final Path NOT_IN_THE_BUILD = Path.of("bench");

    private static final Pattern ARROW = Pattern.compile("(?m)^ {3}(\\S+) +-> (\\S+) +.*$");

    @Override
    public String name() {
        return "package-cycle-built";
    }

    @Override
    public List<Offender> offenders(Project project) {
        return project.mainSources()
                .map(JavaSource::module)
                .distinct()
                .filter(module -> !module.startsWith(NOT_IN_THE_BUILD))
                .flatMap(module -> in(project, module.resolve("target/classes")))
                .toList();
    }

    private static Stream<Offender> in(Project project, Path classes) {
        if (!project.exists(classes)) {
            return Stream.of(new Offender(classes, 0, "is not built: run mvn test from the root"));
        }
        return circles(arrows(project.root().resolve(classes))).stream()
                .map(circle -> new Offender(classes, 0, "packages in a circle: " + String.join(", ", circle)));
    }

    /** The circles in what {@code jdeps -verbose:package} prints. */
    static List<Set<String>> circles(String printed) {
        PackageGraph graph = new PackageGraph();
        Matcher arrow = ARROW.matcher(printed);
        while (arrow.find()) {
            graph.add(arrow.group(1), arrow.group(2));
        }
        return graph.circles();
    }

    static String arrows(Path classes) {
        StringWriter printed = new StringWriter();
        PrintWriter out = new PrintWriter(printed);
        int code = JDEPS.run(out, out, "-verbose:package", "-filter:none", "--ignore-missing-deps", classes.toString());
        if (code != 0) {
            throw new IllegalStateException("jdeps ended with " + code + ": " + printed);
        }
        return printed.toString();
    }
}
