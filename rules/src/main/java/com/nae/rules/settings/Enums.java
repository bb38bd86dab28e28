package com.nae.rules.settings;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreeScanner;
import java.util.List;
import java.util.Map;

/** Notes the constants of every enum, by its simple name. */
final class Enums extends TreeScanner<Void, Void> {
    private final Map<String, List<String>> found;

    Enums(Map<String, List<String>> found) {
        this.found = found;
    }

    @Override
    public Void visitClass(ClassTree type, Void unused) {
        if (type.getKind() == Tree.Kind.ENUM) {
            String name = type.getSimpleName().toString();
            found.put(
                    name,
                    type.getMembers().stream()
                            .filter(member -> constant(member, name))
                            .map(Enums::name)
                            .toList());
        }
        return super.visitClass(type, unused);
    }

    /** The parser makes each constant a field whose type is the enum itself and whose value is a new one. */
    private static boolean constant(Tree member, String type) {
        return member instanceof VariableTree field
                && field.getType().toString().equals(type)
                && field.getInitializer() != null
                && field.getInitializer().getKind() == Tree.Kind.NEW_CLASS;
    }

    private static String name(Tree member) {
        return ((VariableTree) member).getName().toString();
    }
}
