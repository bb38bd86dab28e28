package com.nae.rules.source;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.DocTrees;
import com.sun.source.util.TreePath;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** One Java file of the project: its text and the tree that javac's parser makes of it. Names are not resolved. */
public final class JavaSource {
    private final Path file;
    private final String text;
    private final CompilationUnitTree unit;
    private final DocTrees trees;
    private final BitSet code;

    JavaSource(Path file, String text, CompilationUnitTree unit, DocTrees trees) {
        this.file = file;
        this.text = text;
        this.unit = unit;
        this.trees = trees;
        this.code = CodeLines.of(text);
    }

    /** The path relative to the project. */
    public Path file() {
        return file;
    }

    public CompilationUnitTree unit() {
        return unit;
    }

    /** The lines of the file without their ends. */
    public List<String> lines() {
        return text.lines().toList();
    }

    /** The package that the file declares. */
    public String packageName() {
        return Objects.toString(unit.getPackageName(), "");
    }

    /** The folder of the module that the file belongs to, relative to the project: what stands before {@code src/}. */
    public Path module() {
        int src = 0;
        while (!file.getName(src).toString().equals("src")) {
            src++;
        }
        return src == 0 ? Path.of("") : file.subpath(0, src);
    }

    /** Whether the file ships, and is no test. */
    public boolean main() {
        return file.startsWith(module().resolve("src/main/java"));
    }

    /** The line at which a tree starts, from 1 on. */
    public int line(Tree tree) {
        return lineAt(trees.getSourcePositions().getStartPosition(unit, tree));
    }

    /** The comment in front of a declaration. */
    public Optional<String> comment(TreePath declaration) {
        return Optional.ofNullable(trees.getDocComment(declaration))
                .map(String::strip)
                .filter(s -> !s.isEmpty());
    }

    /** How many lines of code the whole file has. */
    public int codeLines() {
        return code.cardinality();
    }

    /** How many lines of code a tree has. */
    public int codeLines(Tree tree) {
        int last = lineAt(trees.getSourcePositions().getEndPosition(unit, tree));
        return code.get(line(tree), last + 1).cardinality();
    }

    public Offender offender(Tree tree, String what) {
        return new Offender(file, line(tree), what);
    }

    private int lineAt(long position) {
        return position < 0 ? 0 : (int) unit.getLineMap().getLineNumber(position);
    }
}
