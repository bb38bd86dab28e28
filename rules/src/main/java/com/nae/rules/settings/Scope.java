package com.nae.rules.settings;

import com.nae.rules.settings.Code.Call;
import com.nae.rules.settings.Code.Method;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.VariableTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where an expression stands: in a method, called with certain arguments or, where none are given, by anybody. */
record Scope(Method method, Map<String, Argument> given) {
    /** An argument, and where the call that passes it stands. */
    record Argument(ExpressionTree expression, Scope scope) {}

    static Scope of(Method method) {
        return new Scope(method, Map.of());
    }

    /** The inside of a method that is called from here. */
    Scope into(Method called, List<? extends ExpressionTree> arguments) {
        List<? extends VariableTree> parameters = called.tree().getParameters();
        Map<String, Argument> passed = new HashMap<>();
        for (int i = 0; i < parameters.size(); i++) {
            passed.put(parameters.get(i).getName().toString(), new Argument(arguments.get(i), this));
        }
        return new Scope(called, passed);
    }

    /** The inside of the method as each of its callers in the module sees it; one that nobody calls stays as it is. */
    List<Scope> callers(Code code) {
        List<Call> calls = method.tree() == null ? List.of() : code.callsOf(method);
        return calls.isEmpty()
                ? List.of(this)
                : calls.stream()
                        .map(call -> of(call.inside()).into(method, call.arguments()))
                        .toList();
    }
}
