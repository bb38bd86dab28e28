package com.nae.rules.size;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import com.nae.rules.source.Search;
import com.sun.source.tree.ClassTree;
import com.sun.source.tree.MethodTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import java.util.List;
import javax.lang.model.element.Modifier;

/**
 * A method or constructor takes at most five parameters; more become a record. A record's header is no parameter list:
 * it names what belongs together, and may have up to twelve components. Its canonical constructor, written out or not,
 * follows the header.
 */
public final class ParameterCount implements Rule {
    private static final int MOST = 5;
    private static final int MOST_COMPONENTS = 12;

    @Override
    public String name() {
        return "parameter-count";
    }

    @Override
    public List<Offender> offenders(Project project) {
        return Search.everywhere(project, Parameters::new);
    }

    private static final class Parameters extends Search {
        Parameters(JavaSource source) {
            super(source);
        }

        @Override
        public Void visitClass(ClassTree type, Void unused) {
            long components = components(type);
            if (components > MOST_COMPONENTS) {
                report(
                        type,
                        "record " + type.getSimpleName() + " has " + components + " components, at most "
                                + MOST_COMPONENTS);
            }
            return super.visitClass(type, unused);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            int parameters = method.getParameters().size();
            if (parameters > MOST && !canonical(method)) {
                report(
                        method,
                        name(method) + " takes " + parameters + " parameters, at most " + MOST + ", then a record");
            }
            return super.visitMethod(method, unused);
        }

        private boolean canonical(MethodTree method) {
            ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            return method.getReturnType() == null
                    && type.getKind() == Tree.Kind.RECORD
                    && components(type) == method.getParameters().size();
        }

        private String name(MethodTree method) {
            ClassTree type = (ClassTree) getCurrentPath().getParentPath().getLeaf();
            return method.getReturnType() == null
                    ? "constructor of " + type.getSimpleName()
                    : "method " + method.getName();
        }

        private static long components(ClassTree type) {
            return type.getKind() != Tree.Kind.RECORD
                    ? 0
                    : type.getMembers().stream().filter(Parameters::component).count();
        }

        /** The parser makes each component a private final field that is not static. */
        private static boolean component(Tree member) {
            return member instanceof VariableTree field
                    && !field.getModifiers().getFlags().contains(Modifier.STATIC);
        }
    }
}
