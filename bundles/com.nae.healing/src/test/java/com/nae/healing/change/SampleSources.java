package com.nae.healing.change;

import com.nae.api.process.InstanceId;
import com.nae.api.process.Mode;
import com.nae.api.process.ProcessDefinition;
import com.nae.healing.definition.SampleDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The sources of a program whose folder is {@code app} below another one; {@code app/data} is nobody's sources. */
final class SampleSources {
    private SampleSources() {}

    static SourceFiles of(
            Path root, List<String> declared, Map<String, String> environment, Map<String, String> overlay)
            throws IOException {
        InstanceId id = new InstanceId("app", Mode.LIVE, 0);
        ProcessDefinition definition = SampleDefinition.of(
                id, root.resolve("app"), environment, List.of(), SampleDefinition.healing(Map.of(), declared));
        return new SourceFiles(
                new SourceFiles.View(id, definition, overlay, List.of(), List.of(root.resolve("app/data"))), List.of());
    }
}
