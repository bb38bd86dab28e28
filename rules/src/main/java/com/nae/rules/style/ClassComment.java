package com.nae.rules.style;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.stream.Stream;

/** Every type that ships and has a file of its own, public or not, says in a comment what it is. */
public final class ClassComment implements Rule {
    @Override
    public String name() {
        return "class-comment";
    }

    @Override
    public List<Offender> offenders(Project project) {
        return project.mainSources().flatMap(ClassComment::silent).toList();
    }

    private static Stream<Offender> silent(JavaSource source) {
        CompilationUnitTree unit = source.unit();
        TreePath top = new TreePath(unit);
        return unit.getTypeDecls().stream()
                .filter(type -> type instanceof ClassTree
                        && source.comment(new TreePath(top, type)).isEmpty())
                .map(type -> source.offender(
                        type, ((ClassTree) type).getSimpleName() + " has no comment that says what it is"));
    }
}
