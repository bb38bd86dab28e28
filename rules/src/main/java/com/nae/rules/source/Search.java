package com.nae.rules.source;

import com.sun.source.tree.Tree;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Walks the tree of one Java file and collects what breaks a rule. */
public abstract class Search extends TreePathScanner<Void, Void> {
    private final JavaSource source;
    private final List<Offender> found = new ArrayList<>();

    protected Search(JavaSource source) {
        this.source = source;
    }

    /** All that a search of its own finds in each file of a project. */
    public static List<Offender> everywhere(Project project, Function<JavaSource, Search> search) {
        return project.sources().stream()
                .flatMap(source -> search.apply(source).run().stream())
                .toList();
    }

    public final List<Offender> run() {
        scan(source.unit(), null);
        return found;
    }

    protected final JavaSource source() {
        return source;
    }

    protected final void report(Tree tree, String what) {
        found.add(source.offender(tree, what));
    }
}
