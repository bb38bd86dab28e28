package com.nae.rules.settings;

import com.nae.rules.settings.Code.Method;
import com.nae.rules.source.JavaSource;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.NewArrayTree;
import com.sun.source.util.TreeScanner;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A configuration file, or a kind of it, that a bundle takes: what a {@code ConfigurationCheck} in it declares.
 *
 * @param pid such as {@code com.nae.health}
 * @param many whether there may be a file {@code PID-NAME.cfg} for each name
 * @param readers the simple names that the check uses: among them the classes that read its keys
 */
public record ConfigurationFile(String pid, boolean many, Set<String> readers) {
    /** The name below {@code config/}, with {@code NAME} for what varies. */
    public String fileName() {
        return pid + (many ? "-NAME" : "") + ".cfg";
    }

    /** The files that the sources of one bundle take. */
    public static List<ConfigurationFile> in(List<JavaSource> sources) {
        Texts texts = new Texts(new Code(sources));
        List<ConfigurationFile> found = new ArrayList<>();
        for (JavaSource source : sources) {
            source.unit().getTypeDecls().stream()
                    .filter(ClassTree.class::isInstance)
                    .map(ClassTree.class::cast)
                    .filter(type -> type.getImplementsClause().stream()
                            .anyMatch(i -> i.toString().equals("ConfigurationCheck")))
                    .flatMap(type -> of(source, type, texts).stream())
                    .forEach(found::add);
        }
        return found;
    }

    private static Optional<ConfigurationFile> of(JavaSource source, ClassTree check, Texts texts) {
        Scope scope = Scope.of(new Method(source, check.getSimpleName().toString(), null));
        List<String> properties = properties(check).stream()
                .flatMap(property -> texts.of(property, scope).stream())
                .toList();
        boolean many = properties.stream().anyMatch(property -> property.endsWith("=true"));
        return properties.stream()
                .map(property -> property.substring(property.indexOf('=') + 1))
                .filter(value -> value.startsWith("com.nae."))
                .findFirst()
                .map(pid -> new ConfigurationFile(pid, many, names(check)));
    }

    /** The values of the attribute {@code property} of a class's annotations. */
    private static List<? extends ExpressionTree> properties(ClassTree type) {
        return type.getModifiers().getAnnotations().stream()
                .map(AnnotationTree::getArguments)
                .flatMap(List::stream)
                .filter(argument -> argument instanceof AssignmentTree set
                        && set.getVariable().toString().equals("property"))
                .map(argument -> ((AssignmentTree) argument).getExpression())
                .flatMap(value ->
                        value instanceof NewArrayTree many ? many.getInitializers().stream() : List.of(value).stream())
                .toList();
    }

    private static Set<String> names(ClassTree type) {
        Set<String> names = new HashSet<>();
        new TreeScanner<Void, Void>() {
            @Override
            public Void visitIdentifier(IdentifierTree identifier, Void unused) {
                names.add(identifier.getName().toString());
                return null;
            }
        }.scan(type.getMembers(), null);
        return names;
    }
}
