package com.nae.rules.size;

import com.nae.rules.source.JavaSource;
import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import com.nae.rules.source.Search;
import com.sun.source.tree.MethodTree;
import java.util.List;

/** A method has at most 30 lines of code, from its first annotation to its closing brace. */
public final class MethodLength implements Rule {
    private static final int MOST = 30;

    @Override
    public String name() {
        return "method-length";
    }

    @Override
    public List<Offender> offenders(Project project) {
        return Search.everywhere(project, Methods::new);
    }

    private static final class Methods extends Search {
        Methods(JavaSource source) {
            super(source);
        }

        @Override
        public Void visitMethod(MethodTree method, Void unused) {
            int lines = source().codeLines(method);
            if (lines > MOST) {
                report(method, "method " + method.getName() + " has " + lines + " lines of code, at most " + MOST);
            }
            return super.visitMethod(method, unused);
        }
    }
}
