package com.nae.rules.reference;

import com.nae.rules.source.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Writes the pages of {@code docs/reference/} from the code; run it from the root of the project. */
public final class WriteReference {
    /** The command that rewrites the pages, after a build. */
    static final String COMMAND = "java -cp rules/target/classes com.nae.rules.reference.WriteReference";

    static final List<Page> PAGES = List.of(new KeysPage(), new JsonPage(), new WordsPage(), new ExitCodesPage());

    private WriteReference() {}

    public static void main(String[] arguments) throws IOException {
        Project project = Project.at(Path.of(""));
        for (Page page : PAGES) {
            Path file = project.root().resolve(page.file());
            Files.createDirectories(file.getParent());
            Files.writeString(file, page.text(project));
            System.out.println("wrote " + page.file());
        }
    }
}
