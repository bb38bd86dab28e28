package com.nae.rules;

import com.nae.rules.source.JavaParser;
import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.nio.file.Path;
import java.util.List;

/** Small sources that break a rule, and what the rule finds in them. */
public final class Fixture {
    /** The folder in which {@link #source} lies. */
    public static final String MAIN = "bundles/com.nae.a/src/main/java/com/nae/a/";

    private Fixture() {}

    /** A source of the package {@code com.nae.a}, whose declaration is its first line. */
    public static JavaSource source(String name, String body) {
        return JavaParser.parse(MAIN + name + ".java", "package com.nae.a;\n" + body);
    }

    public static List<Offender> offenders(Path folder, Rule rule, JavaSource... sources) {
        return rule.offenders(Project.of(folder, sources)).stream().sorted().toList();
    }

    public static List<String> found(Path folder, Rule rule, JavaSource... sources) {
        return offenders(folder, rule, sources).stream().map(Offender::toString).toList();
    }
}
