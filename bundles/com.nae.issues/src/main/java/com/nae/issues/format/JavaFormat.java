package com.nae.issues.format;

import com.nae.api.issue.SourceIndex;
import com.nae.api.issue.StackFormat;
import com.nae.api.issue.TraceFolding;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** The format of Java stack traces, as {@code Throwable.printStackTrace}, Logback and Log4j print them. */
@Component(service = StackFormat.class)
public final class JavaFormat implements StackFormat {
    @Override
    public String language() {
        return "java";
    }

    @Override
    public List<String> triggers() {
        return List.of(
                "\n\tat ",
                " \tat ",
                ":\tat ",
                "|\tat ",
                "]\tat ",
                "\t\tat ",
                "\\tat ",
                "#011at ",
                "    at ",
                "Exception in thread \"");
    }

    @Override
    public int start(String line) {
        int thread = line.indexOf("Exception in thread \"");
        if (thread >= 0) {
            return line.indexOf("\" ", thread + 21) > 0 ? thread : -1;
        }
        int at = Math.max(line.indexOf("\tat "), line.indexOf("    at "));
        return at >= 0 && JavaLine.frame(line.substring(at)).isPresent() ? at : -1;
    }

    @Override
    public TraceFolding fold(List<String> before, String first, SourceIndex sources) {
        return new JavaFolding(before, first);
    }
}
