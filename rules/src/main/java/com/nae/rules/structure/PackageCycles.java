package com.nae.rules.structure;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import com.nae.rules.source.Search;
import com.sun.source.tree.MemberSelectTree;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The packages of a module do not use each other in a circle, as their imports and full names say. */
public final class PackageCycles implements Rule {
    @Override
    public String name() {
        return "package-cycle";
    }

    @Override
    public List<Offender> offenders(Project project) {
        Map<Path, List<JavaSource>> modules = project.mainSources().collect(Collectors.groupingBy(JavaSource::module));
        return modules.values().stream()
                .flatMap(sources -> in(sources).stream())
                .toList();
    }

    private static List<Offender> in(List<JavaSource> sources) {
        Set<String> packages = sources.stream().map(JavaSource::packageName).collect(Collectors.toSet());
        List<Use> uses = sources.stream()
                .flatMap(source -> new Uses(source, packages).all().stream())
                .toList();
        PackageGraph graph = new PackageGraph();
        uses.forEach(use -> graph.add(use.from(), use.to()));
        return graph.circles().stream()
                .flatMap(circle -> uses.stream().filter(use -> use.in(circle)).map(use -> use.offender(circle)))
                .toList();
    }

    /** A place in one package that names another one. */
    private record Use(String from, String to, Offender place) {
        boolean in(Set<String> circle) {
            return circle.contains(from) && circle.contains(to);
        }

        Offender offender(Set<String> circle) {
            return new Offender(
                    place.file(), place.line(), from + " uses " + to + ", in the circle " + String.join(", ", circle));
        }
    }

    private static final class Uses extends Search {
        private final Set<String> packages;
        private final List<Use> uses = new ArrayList<>();

        Uses(JavaSource source, Set<String> packages) {
            super(source);
            this.packages = packages;
        }

        List<Use> all() {
            run();
            return uses;
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree member, Void unused) {
            String prefix = member.getExpression().toString();
            if (packages.contains(prefix)
                    && !packages.contains(member.toString())
                    && !prefix.equals(source().packageName())) {
                uses.add(new Use(source().packageName(), prefix, source().offender(member, "")));
            }
            return super.visitMemberSelect(member, unused);
        }
    }
}
