package com.nae.rules.reference;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Project;
import com.sun.source.tree.ClassTree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The types that ship, by name, with their comments. */
final class TypeIndex {
    private final List<DeclaredType> types = new ArrayList<>();

    TypeIndex(Project project) {
        project.mainSources().forEach(source -> new Collector(source).scan(source.unit(), null));
    }

    List<DeclaredType> all() {
        return types;
    }

    /**
     * A type by its simple name or as {@code Outer.Nested}.
     *
     * @throws IllegalStateException if there is none, or there are several
     */
    DeclaredType named(String name) {
        List<DeclaredType> found =
                types.stream().filter(type -> type.answersTo(name)).toList();
        if (found.size() != 1) {
            throw new IllegalStateException(
                    (found.isEmpty() ? "no type is" : "several types are") + " called " + name + ": " + found);
        }
        return found.get(0);
    }

    /**
     * A type as another one names it: nested in it or in one around it, in its package or imported, or the only one of
     * its name.
     */
    Optional<DeclaredType> seenFrom(DeclaredType from, String name) {
        List<DeclaredType> alike =
                types.stream().filter(type -> type.answersTo(name)).toList();
        for (DeclaredType outer = from; outer != null; outer = outer.outer()) {
            String nested = outer.qualifiedName() + "." + name;
            Optional<DeclaredType> own = alike.stream()
                    .filter(type -> type.qualifiedName().equals(nested))
                    .findFirst();
            if (own.isPresent()) {
                return own;
            }
        }
        List<DeclaredType> visible = alike.stream()
                .filter(type -> from.imports(type.qualifiedName()))
                .toList();
        return (visible.isEmpty() ? alike : visible).stream().findFirst();
    }

    private final class Collector extends TreePathScanner<Void, Void> {
        private final JavaSource source;
        private DeclaredType outer;

        Collector(JavaSource source) {
            this.source = source;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            if (type.getSimpleName().length() > 0) {
                DeclaredType around = outer;
                outer = new DeclaredType(source, getCurrentPath(), around);
                types.add(outer);
                super.visitClass(type, unused);
                outer = around;
            }
            return null;
        }
    }
}
