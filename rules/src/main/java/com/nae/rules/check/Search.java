package com.nae.rules.check;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Walks the tree of one Java file and collects what breaks a rule. */
abstract class Search extends TreePathScanner<Void, Void> {
    private final JavaSource source;
    private final List<Offender> found = new ArrayList<>();

    Search(JavaSource source) {
        this.source = source;
    }

    /** All that a search of its own finds in each file of a project. */
    static List<Offender> everywhere(Project project, Function<JavaSource, Search> search) {
        return project.sources().stream()
                .flatMap(source -> search.apply(source).run().stream())
                .toList();
    }

    final List<Offender> run() {
        scan(source.unit(), null);
        return found;
    }

    final JavaSource source() {
        return source;
    }

    final void report(Tree tree, String what) {
        found.add(source.offender(tree, what));
    }
}
