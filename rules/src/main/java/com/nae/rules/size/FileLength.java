package com.nae.rules.size;

import com.nae.rules.source.Offender;
import com.nae.rules.source.Project;
import com.nae.rules.source.Rule;
import java.util.List;

/** A Java file has at most 200 lines of code; blank lines and comments do not count. */
public final class FileLength implements Rule {
    private static final int MOST = 200;

    @Override
    public String name() {
        return "file-length";
    }

    @Override
    public List<Offender> offenders(Project project) {
        return project.sources().stream()
                .filter(source -> source.codeLines() > MOST)
                .map(source -> new Offender(source.file(), 0, source.codeLines() + " lines of code, at most " + MOST))
                .toList();
    }
}
