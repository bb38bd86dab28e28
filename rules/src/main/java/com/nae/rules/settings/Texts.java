package com.nae.rules.settings;

import com.nae.rules.settings.Code.Method;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ReturnTree;
import com.sun.source.tree.StatementTree;
import com.sun.source.tree.Tree;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Works out which texts an expression can be. A part that only the running program knows is {@value #UNKNOWN}. */
final class Texts {
    static final String UNKNOWN = "*";
    private static final int DEEPEST = 20;

    private final Code code;

    Texts(Code code) {
        this.code = code;
    }

    Set<String> of(ExpressionTree expression, Scope scope) {
        return of(expression, scope, DEEPEST);
    }

    private Set<String> of(ExpressionTree expression, Scope scope, int depth) {
        if (depth == 0) {
            return Set.of(UNKNOWN);
        }
        if (expression instanceof LiteralTree literal) {
            return Set.of(String.valueOf(literal.getValue()));
        }
        if (expression instanceof BinaryTree sum && sum.getKind() == Tree.Kind.PLUS) {
            return joined(of(sum.getLeftOperand(), scope, depth - 1), of(sum.getRightOperand(), scope, depth - 1));
        }
        if (expression instanceof IdentifierTree name) {
            return named(name.getName().toString(), scope, depth);
        }
        if (expression instanceof MemberSelectTree member) {
            String[] parts = member.toString().split("\\.");
            return constant(parts[Math.max(0, parts.length - 2)], parts[parts.length - 1], scope, depth)
                    .orElse(Set.of(UNKNOWN));
        }
        return expression instanceof MethodInvocationTree call ? returned(call, scope, depth) : Set.of(UNKNOWN);
    }

    private static Set<String> joined(Set<String> left, Set<String> right) {
        return left.stream()
                .flatMap(l -> right.stream().map(r -> l + r))
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private Set<String> named(String name, Scope scope, int depth) {
        if (scope.given().containsKey(name)) {
            Scope.Argument argument = scope.given().get(name);
            return of(argument.expression(), argument.scope(), depth - 1);
        }
        String owner = scope.method().owner();
        if (scope.method().hasParameter(name)) {
            List<Scope> callers = scope.callers(code);
            return callers.contains(scope)
                    ? Set.of(UNKNOWN)
                    : callers.stream()
                            .flatMap(s -> named(name, s, depth - 1).stream())
                            .collect(Collectors.toSet());
        }
        return constant(owner, name, scope, depth).orElseGet(() -> field(owner, name, depth));
    }

    private Optional<Set<String>> constant(String owner, String name, Scope scope, int depth) {
        return code.constant(owner, name)
                .map(set -> of(set, Scope.of(new Method(scope.method().source(), owner, null)), depth - 1));
    }

    /** A field that the constructor sets to one of its own parameters. */
    private Set<String> field(String owner, String name, int depth) {
        Optional<ExpressionTree> assigned = code.assigned(owner, name);
        return assigned.filter(IdentifierTree.class::isInstance)
                .map(parameter -> constructors(owner)
                        .filter(constructor -> constructor.hasParameter(parameter.toString()))
                        .flatMap(constructor -> named(parameter.toString(), Scope.of(constructor), depth - 1).stream())
                        .collect(Collectors.toSet()))
                .filter(values -> !values.isEmpty())
                .orElse(Set.of(UNKNOWN));
    }

    private Stream<Method> constructors(String owner) {
        return Stream.iterate(0, n -> n < 20, n -> n + 1).flatMap(n -> code.methods(owner, "<init>", n).stream());
    }

    /** What a method of the same class returns, where that is one expression. */
    private Set<String> returned(MethodInvocationTree call, Scope scope, int depth) {
        String name = call.getMethodSelect().toString().replaceFirst("^this\\.", "");
        Set<String> values = new TreeSet<>();
        for (Method method :
                code.methods(scope.method().owner(), name, call.getArguments().size())) {
            if (takes(method, call, scope.method())) {
                expression(method)
                        .ifPresent(e -> values.addAll(of(e, scope.into(method, call.getArguments()), depth - 1)));
            }
        }
        return values.isEmpty() ? Set.of(UNKNOWN) : values;
    }

    /**
     * Whether an overload may be meant: its parameters have the types of the arguments, as far as those can be seen.
     */
    private static boolean takes(Method method, MethodInvocationTree call, Method caller) {
        return Stream.iterate(0, i -> i < call.getArguments().size(), i -> i + 1)
                .allMatch(i -> {
                    String type = method.tree().getParameters().get(i).getType().toString();
                    return type(call.getArguments().get(i), caller)
                            .map(type::equals)
                            .orElse(true);
                });
    }

    private static Optional<String> type(ExpressionTree argument, Method caller) {
        if (argument instanceof LiteralTree || argument instanceof MethodInvocationTree) {
            return Optional.of("String");
        }
        int index = caller.index(argument.toString());
        return index < 0
                ? Optional.empty()
                : Optional.of(caller.tree().getParameters().get(index).getType().toString());
    }

    private static Optional<ExpressionTree> expression(Method method) {
        List<? extends StatementTree> body = method.tree().getBody() == null
                ? List.of()
                : method.tree().getBody().getStatements();
        return body.size() == 1 && body.get(0) instanceof ReturnTree back
                ? Optional.ofNullable(back.getExpression())
                : Optional.empty();
    }
}
