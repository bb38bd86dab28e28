package com.nae.rules.style;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import com.nae.rules.source.Search;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.ConditionalExpressionTree;
import com.sun.source.tree.LambdaExpressionTree;
import java.util.List;

/** No {@code ?:} stands inside another one; a lambda or a class in between begins afresh. */
public final class NestedConditional implements Rule {
    @Override
    public String name() {
        return "nested-conditional";
    }

    @Override
    public List<Offender> offenders(Project project) {
        return Search.everywhere(project, Conditionals::new);
    }

    private static final class Conditionals extends Search {
        private int depth;

        Conditionals(JavaSource source) {
            super(source);
        }

        @Override
        public Void visitConditionalExpression(ConditionalExpressionTree conditional, Void unused) {
            if (depth == 1) {
                report(conditional, "a ?: inside another one: use if, switch or a method");
            }
            depth++;
            super.visitConditionalExpression(conditional, unused);
            depth--;
            return null;
        }

        @Override
        public Void visitLambdaExpression(LambdaExpressionTree lambda, Void unused) {
            return afresh(() -> super.visitLambdaExpression(lambda, unused));
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            return afresh(() -> super.visitClass(type, unused));
        }

        private Void afresh(Runnable visit) {
            int outside = depth;
            depth = 0;
            visit.run();
            depth = outside;
            return null;
        }
    }
}
