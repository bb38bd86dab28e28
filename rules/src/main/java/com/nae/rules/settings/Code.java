package com.nae.rules.settings;

import com.nae.rules.source.JavaSource;
import com.sun.source.tree.AssignmentTree;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.NewClassTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.TreePath;
import com.sun.source.util.TreePathScanner;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.lang.model.element.Modifier;

/**
 * What the sources of one module declare and call, by simple name: enough to follow a text from where it is written to
 * where it is used.
 */
final class Code {
    /** A method, or a constructor, of a class; without a tree what a class does outside of all methods. */
    record Method(JavaSource source, String owner, MethodTree tree) {
        boolean hasParameter(String name) {
            return index(name) >= 0;
        }

        int index(String name) {
            if (tree == null) {
                return -1;
            }
            List<String> names = tree.getParameters().stream()
                    .map(p -> p.getName().toString())
                    .toList();
            return names.indexOf(name);
        }
    }

    /**
     * A call: of the method {@code name} on {@code target}, or the creation of a {@code target} where the name is
     * {@code <init>}.
     */
    record Call(Method inside, String target, String name, List<? extends ExpressionTree> arguments, Tree tree) {}

    private final List<Method> methods = new ArrayList<>();
    private final List<Call> calls = new ArrayList<>();
    private final Map<String, ExpressionTree> fields = new HashMap<>();
    private final Map<String, List<String>> components = new HashMap<>();
    private final Map<String, ExpressionTree> assigned = new HashMap<>();

    Code(List<JavaSource> sources) {
        sources.forEach(source -> new Reader(source).scan(source.unit(), null));
    }

    List<Call> calls() {
        return calls;
    }

    /** The methods of a class with a name and a number of parameters. */
    List<Method> methods(String owner, String name, int parameters) {
        return methods.stream()
                .filter(m -> m.owner().equals(owner) && m.tree().getName().contentEquals(name))
                .filter(m -> m.tree().getParameters().size() == parameters)
                .toList();
    }

    /** The calls of a method, from its own class or by the name of its class. */
    List<Call> callsOf(Method method) {
        return calls.stream()
                .filter(call -> call.target().equals(method.owner())
                        && method.tree().getName().contentEquals(call.name()))
                .filter(call ->
                        call.arguments().size() == method.tree().getParameters().size())
                .toList();
    }

    /** What a static final field of a class is set to. */
    Optional<ExpressionTree> constant(String owner, String field) {
        return Optional.ofNullable(fields.get(owner + "." + field));
    }

    /** What a constructor of a class sets a field to. */
    Optional<ExpressionTree> assigned(String owner, String field) {
        return Optional.ofNullable(assigned.get(owner + "." + field));
    }

    /** What a component of a record is in the record's own constants. */
    Optional<ExpressionTree> component(String record, String component) {
        int index = components.getOrDefault(record, List.of()).indexOf(component);
        return index < 0
                ? Optional.empty()
                : fields.entrySet().stream()
                        .filter(field ->
                                field.getKey().startsWith(record + ".") && field.getValue() instanceof NewClassTree)
                        .map(field -> (NewClassTree) field.getValue())
                        .filter(made -> made.getIdentifier().toString().equals(record))
                        .<ExpressionTree>map(made -> made.getArguments().get(index))
                        .findFirst();
    }

    private final class Reader extends TreePathScanner<Void, Void> {
        private final JavaSource source;

        Reader(JavaSource source) {
            this.source = source;
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            List<String> own = new ArrayList<>();
            for (Tree member : type.getMembers()) {
                if (member instanceof VariableTree field) {
                    boolean shared = field.getModifiers().getFlags().contains(Modifier.STATIC);
                    if (shared && field.getInitializer() != null) {
                        fields.put(type.getSimpleName() + "." + field.getName(), field.getInitializer());
                    } else if (!shared) {
                        own.add(field.getName().toString());
                    }
                }
            }
            if (type.getKind() == Tree.Kind.RECORD) {
                components.put(type.getSimpleName().toString(), own);
            }
            return super.visitClass(type, unused);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            methods.add(new Method(source, owner(), method));
            return super.visitMethod(method, unused);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            ExpressionTree select = call.getMethodSelect();
            boolean qualified = select instanceof MemberSelectTree;
            String target =
                    qualified ? ((MemberSelectTree) select).getExpression().toString() : owner();
            String name =
                    qualified ? ((MemberSelectTree) select).getIdentifier().toString() : select.toString();
            calls.add(new Call(inside(), target.equals("this") ? owner() : target, name, call.getArguments(), call));
            return super.visitMethodInvocation(call, unused);
        }

        @Override
        public Void visitNewClass(NewClassTree made, Void unused) {
            calls.add(new Call(inside(), made.getIdentifier().toString(), "<init>", made.getArguments(), made));
            return super.visitNewClass(made, unused);
        }

        @Override
        public Void visitAssignment(AssignmentTree assignment, Void unused) {
            Method inside = inside();
            if (inside.tree() != null && inside.tree().getReturnType() == null) {
                assigned.put(
                        owner() + "." + assignment.getVariable().toString().replaceFirst("^this\\.", ""),
                        assignment.getExpression());
            }
            return super.visitAssignment(assignment, unused);
        }

        private String owner() {
            return enclosing(ClassTree.class)
                    .map(type -> type.getSimpleName().toString())
                    .orElse("");
        }

        private Method inside() {
            return new Method(source, owner(), enclosing(MethodTree.class).orElse(null));
        }

        private <T extends Tree> Optional<T> enclosing(Class<T> kind) {
            for (TreePath path = getCurrentPath().getParentPath(); path != null; path = path.getParentPath()) {
                if (kind.isInstance(path.getLeaf())) {
                    return Optional.of(kind.cast(path.getLeaf()));
                }
            }
            return Optional.empty();
        }
    }
}
