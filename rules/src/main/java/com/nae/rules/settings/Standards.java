package com.nae.rules.settings;

import com.nae.rules.settings.Code.Call;
import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.UnaryTree;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Works out the standard value of a key and its bounds, as a configuration file would write them. */
final class Standards {
    private static final Map<String, String> UNITS =
            Map.of("ofMillis", "ms", "ofSeconds", "s", "ofMinutes", "m", "ofHours", "h", "ofDays", "d");
    private static final String NONE = "-";

    private final Code code;
    private final Texts texts;
    private final Map<String, List<String>> enums;

    Standards(Code code, Texts texts, Map<String, List<String>> enums) {
        this.code = code;
        this.texts = texts;
        this.enums = enums;
    }

    /** The value that a read gives where the file has none. */
    Optional<String> of(Call read, Scope scope) {
        int last = read.arguments().size() - 1;
        return switch (read.name()) {
            case "required" -> Optional.of("required");
            case "text", "withPrefix" -> Optional.of(NONE);
            case "integer", "decimal", "duration", "flag" ->
                value(read.arguments().get(1), scope);
            case "size" -> value(read.arguments().get(1), scope).map(Standards::size);
            case "list", "choice", "path" -> value(read.arguments().get(last), scope);
            default -> Optional.empty();
        };
    }

    /** The bounds of a number, or the words of a choice. */
    String range(Call read, Scope scope) {
        List<? extends ExpressionTree> arguments = read.arguments();
        return switch (read.name()) {
            case "integer", "decimal" ->
                value(arguments.get(2), scope).orElse("?") + " to "
                        + value(arguments.get(3), scope).orElse("?");
            case "choice" -> words(arguments.get(1));
            case "choiceOf" -> words(arguments.get(2));
            default -> "";
        };
    }

    private String words(ExpressionTree type) {
        String name = type.toString().replaceFirst("\\.class$", "").replaceFirst(".*\\.", "");
        return enums.getOrDefault(name, List.of()).stream().map(Standards::word).collect(Collectors.joining(", "));
    }

    private Optional<String> value(ExpressionTree expression, Scope scope) {
        if (expression instanceof LiteralTree literal) {
            return Optional.of(String.valueOf(literal.getValue()));
        }
        if (expression instanceof ParenthesizedTree inner) {
            return value(inner.getExpression(), scope);
        }
        if (expression instanceof UnaryTree minus && minus.getKind() == Tree.Kind.UNARY_MINUS) {
            return value(minus.getExpression(), scope).map(text -> "-" + text);
        }
        if (expression instanceof BinaryTree binary) {
            return computed(binary, scope);
        }
        if (expression instanceof MethodInvocationTree call) {
            return called(call, scope);
        }
        if (expression instanceof MemberSelectTree member) {
            return selected(member, scope);
        }
        return expression instanceof IdentifierTree name ? named(name.getName().toString(), scope) : Optional.empty();
    }

    private Optional<String> computed(BinaryTree binary, Scope scope) {
        Optional<String> left = value(binary.getLeftOperand(), scope);
        Optional<String> right = value(binary.getRightOperand(), scope);
        if (left.isEmpty() || right.isEmpty()) {
            return Optional.empty();
        }
        return switch (binary.getKind()) {
            case LEFT_SHIFT -> Optional.of(String.valueOf(Long.parseLong(left.get()) << Long.parseLong(right.get())));
            case MULTIPLY ->
                Optional.of(new BigDecimal(left.get())
                        .multiply(new BigDecimal(right.get()))
                        .toPlainString());
            default -> Optional.empty();
        };
    }

    private Optional<String> called(MethodInvocationTree call, Scope scope) {
        String method = call.getMethodSelect().toString();
        if (method.endsWith(".empty") && call.getArguments().isEmpty()) {
            return Optional.of(NONE);
        }
        if (method.startsWith("Duration.of")) {
            String unit = UNITS.getOrDefault(method.substring("Duration.".length()), "?");
            return value(call.getArguments().get(0), scope).map(amount -> amount + unit);
        }
        if (method.equals("List.of")) {
            List<String> items = call.getArguments().stream()
                    .flatMap(item -> texts.of(item, scope).stream())
                    .toList();
            return Optional.of(items.isEmpty() ? NONE : String.join(",", items))
                    .filter(text -> !text.contains(Texts.UNKNOWN));
        }
        return Optional.empty();
    }

    private Optional<String> selected(MemberSelectTree member, Scope scope) {
        if (member.toString().equals("Duration.ZERO")) {
            return Optional.of("0s");
        }
        String owner = member.getExpression().toString().replaceFirst(".*\\.", "");
        String name = member.getIdentifier().toString();
        return enums.getOrDefault(owner, List.of()).contains(name)
                ? Optional.of(word(name))
                : code.constant(owner, name).flatMap(set -> value(set, scope));
    }

    private Optional<String> named(String name, Scope scope) {
        if (scope.given().containsKey(name)) {
            Scope.Argument argument = scope.given().get(name);
            return value(argument.expression(), argument.scope());
        }
        String owner = scope.method().owner();
        return code.constant(owner, name).or(() -> code.component(owner, name)).flatMap(set -> value(set, scope));
    }

    private static String word(String constant) {
        return constant.toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static String size(String bytes) {
        long rest = Long.parseLong(bytes);
        int unit = 0;
        while (rest >= 1024 && rest % 1024 == 0 && unit < 4) {
            rest /= 1024;
            unit++;
        }
        return rest + List.of("", "K", "M", "G", "T").get(unit);
    }
}
