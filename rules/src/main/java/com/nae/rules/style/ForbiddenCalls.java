package com.nae.rules.style;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import com.nae.rules.source.Search;
import com.sun.source.tree.AnnotationTree;
import com.sun.source.tree.CatchTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What never belongs: a sleep where a condition could be awaited, a skipped test, a stack trace on the console, a catch
 * that does nothing. A bundle prints nothing on the console either; the launcher, the client and the tools here may.
 */
public final class ForbiddenCalls implements Rule {
    private static final Set<String> SKIPS = Set.of("Disabled", "Ignore");
    private static final Set<String> CONSOLE = Set.of("System.out", "System.err");
    private static final Map<String, String> CALLS = Map.of(
            "Thread.sleep", "a sleep: await the condition",
            "TimeUnit.SECONDS.sleep", "a sleep: await the condition",
            "TimeUnit.MILLISECONDS.sleep", "a sleep: await the condition");

    @Override
    public String name() {
        return "forbidden-call";
    }

    @Override
    public List<Offender> offenders(Project project) {
        return Search.everywhere(project, Calls::new);
    }

    private static final class Calls extends Search {
        Calls(JavaSource source) {
            super(source);
        }

        @Override
        public Void visitMethodInvocation(MethodInvocationTree call, Void unused) {
            String method = call.getMethodSelect().toString();
            if (CALLS.containsKey(method)) {
                report(call, CALLS.get(method));
            }
            if (method.endsWith(".printStackTrace") && call.getArguments().isEmpty()) {
                report(call, "a stack trace on the console: log it");
            }
            return super.visitMethodInvocation(call, unused);
        }

        @Override
        public Void visitMemberSelect(MemberSelectTree member, Void unused) {
            if (source().main()
                    && CONSOLE.contains(member.toString())
                    && source().file().startsWith("bundles")) {
                report(member, member + " in a bundle: log it or return it");
            }
            return super.visitMemberSelect(member, unused);
        }

        @Override
        public Void visitAnnotation(AnnotationTree annotation, Void unused) {
            if (SKIPS.contains(annotation.getAnnotationType().toString())) {
                report(annotation, "a skipped test: mend it or remove it");
            }
            return super.visitAnnotation(annotation, unused);
        }

        @Override
        public Void visitCatch(CatchTree caught, Void unused) {
            if (caught.getBlock().getStatements().isEmpty()) {
                report(caught, "an empty catch: handle it, or return what it means");
            }
            return super.visitCatch(caught, unused);
        }
    }
}
