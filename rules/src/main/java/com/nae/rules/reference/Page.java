package com.nae.rules.reference;

import com.nae.rules.source.Project;
import java.nio.file.Path;

/** A page of {@code docs/reference/}. */
interface Page {
    Path FOLDER = Path.of("docs", "reference");

    /** Where it lies, relative to the project. */
    Path file();

    /** What it says according to the code. */
    String text(Project project);
}
