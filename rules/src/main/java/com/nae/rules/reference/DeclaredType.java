package com.nae.rules.reference;

import com.nae.rules.source.JavaSource;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.lang.model.element.Modifier;

/** A class, record, interface or enum as its source declares it; {@code outer} is null for one that is not nested. */
record DeclaredType(JavaSource source, TreePath path, DeclaredType outer) {
    /** A component of a record, a constant of an enum, or a field. */
    record Member(String name, String type, String comment, Optional<String> value) {}

    ClassTree tree() {
        return (ClassTree) path.getLeaf();
    }

    String simpleName() {
        return tree().getSimpleName().toString();
    }

    String qualifiedName() {
        return (outer == null ? source.packageName() : outer.qualifiedName()) + "." + simpleName();
    }

    boolean answersTo(String name) {
        return ("." + qualifiedName()).endsWith("." + name);
    }

    boolean is(Tree.Kind kind) {
        return tree().getKind() == kind;
    }

    boolean imports(String qualified) {
        return qualified.startsWith(source.packageName() + ".")
                || source.unit().getImports().stream()
                        .anyMatch(i -> i.getQualifiedIdentifier().toString().equals(qualified));
    }

    String comment() {
        return source.comment(path).orElse("");
    }

    /** What the comment says of a parameter, in Markdown; empty where it says nothing. */
    String parameter(String name) {
        Matcher tag = Pattern.compile("@param\\s+" + name + "\\s+((?:[^@{]|\\{[^}]*}|@(?![a-z]+\\s))*)")
                .matcher(comment());
        return tag.find() ? Markdown.of(tag.group(1)) : "";
    }

    /** The components of a record, in order. */
    List<Member> components() {
        return fields(false)
                .map(field -> new Member(
                        written(field),
                        field.getType().toString(),
                        parameter(field.getName().toString()),
                        Optional.empty()))
                .toList();
    }

    /** The constants of an enum, in order. */
    List<Member> constants() {
        return fields(true)
                .filter(field -> field.getType().toString().equals(simpleName()))
                .filter(field ->
                        field.getInitializer() != null && field.getInitializer().getKind() == Tree.Kind.NEW_CLASS)
                .map(this::member)
                .toList();
    }

    /** The constants of a type that are numbers, in order. */
    List<Member> numbers() {
        return tree().getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field ->
                        field.getType().toString().equals("int") && field.getInitializer() instanceof LiteralTree)
                .map(this::member)
                .toList();
    }

    private Member member(VariableTree field) {
        String comment = Markdown.of(source.comment(new TreePath(path, field)).orElse(""));
        Optional<String> value = Optional.ofNullable(field.getInitializer()).map(Tree::toString);
        return new Member(field.getName().toString(), field.getType().toString(), comment, value);
    }

    private Stream<VariableTree> fields(boolean shared) {
        return tree().getMembers().stream()
                .filter(VariableTree.class::isInstance)
                .map(VariableTree.class::cast)
                .filter(field -> shared == field.getModifiers().getFlags().contains(Modifier.STATIC));
    }

    /** The name that JSON shows: the component's own in snake case, unless {@code SerializedName} says another. */
    private static String written(VariableTree field) {
        return field.getModifiers().getAnnotations().stream()
                .filter(annotation -> annotation.getAnnotationType().toString().equals("SerializedName"))
                .map(AnnotationTree::getArguments)
                .map(arguments -> arguments.get(0).toString().replaceAll("^(value = )?\"|\"$", ""))
                .findFirst()
                .orElse(field.getName().toString().replaceAll("([A-Z])", "_$1").toLowerCase(Locale.ROOT));
    }
}
