package com.nae.source.python;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.nae.api.healing.Change;
import com.nae.api.healing.SourceInspector;
import com.nae.api.healing.Workspace;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Puts questions about one workspace to its interpreter: the asked file goes along as bytes, the others are read as
 * data below the root.
 */
final class PythonInspector implements SourceInspector {
    private static final Gson GSON = new Gson();

    private final Workspace workspace;
    private final Interpreter interpreter;
    private final HelperProcess resident;

    PythonInspector(Workspace workspace, Interpreter interpreter, HelperProcess resident) {
        this.workspace = workspace;
        this.interpreter = interpreter;
        this.resident = resident;
    }

    @Override
    public String language() {
        return "python";
    }

    @Override
    public Answer ask(String question, Map<String, String> arguments) {
        String file = arguments.get("file");
        Optional<byte[]> source = Optional.ofNullable(file).flatMap(workspace::read);
        if (source.isEmpty()) {
            return Answer.error("there is no source " + file + " to ask about");
        }
        JsonObject asked = GSON.toJsonTree(arguments).getAsJsonObject();
        asked.addProperty("ask", question);
        asked.addProperty("source", Base64.getEncoder().encodeToString(source.get()));
        addProject(asked);
        addTraceback(asked, arguments, source.get());
        return exchange(asked);
    }

    @Override
    public Optional<String> syntaxError(byte[] source) {
        JsonObject asked = new JsonObject();
        asked.addProperty("ask", "fault");
        asked.addProperty("source", Base64.getEncoder().encodeToString(source));
        Answer answer = exchange(asked);
        return answer.fact("fault").or(() -> answer.fact("error"));
    }

    private void addProject(JsonObject asked) {
        EntryPoint entry = EntryPoint.of(workspace, interpreter);
        asked.addProperty("root", workspace.definition().directory().toString());
        asked.add("files", GSON.toJsonTree(workspace.files()));
        asked.addProperty("entry", entry.script());
        asked.addProperty("script_folder", entry.folder());
        asked.add("python_path", GSON.toJsonTree(entry.pythonPath()));
        asked.add("arguments", GSON.toJsonTree(interpreter.arguments()));
        JsonObject variables = new JsonObject();
        workspace
                .environmentNames()
                .forEach(name -> workspace.environment(name).ifPresent(value -> variables.addProperty(name, value)));
        asked.add("environment", variables);
    }

    private void addTraceback(JsonObject asked, Map<String, String> arguments, byte[] source) {
        String line = arguments.getOrDefault("line", "");
        if (arguments.containsKey("evidence") && line.matches("\\d{1,7}")) {
            var traceback = new TracebackEvidence(arguments.get("evidence"), workspace);
            asked.addProperty("frames", traceback.frames(arguments.get("file") + ":" + line));
            traceback
                    .inside(arguments.get("file") + ":" + line)
                    .ifPresent(inside -> asked.addProperty("inside", inside));
            traceback.carets(source, Integer.parseInt(line)).ifPresent(carets -> asked.addProperty("carets", carets));
        }
    }

    private Answer exchange(JsonObject question) {
        try {
            return answer(GSON.fromJson(resident.ask(GSON.toJson(question)), Told.class));
        } catch (IOException | JsonParseException | IllegalArgumentException e) {
            return Answer.error(interpreter.executable() + " could not be asked: " + e.getMessage());
        }
    }

    private record Told(Map<String, String> facts, ToldEdit edit) {}

    private record ToldEdit(String file, String sha256, List<ToldPiece> edits) {}

    private record ToldPiece(int offset, int length, String text) {}

    private static Answer answer(Told told) {
        if (told == null || told.facts() == null) {
            return Answer.error("no facts in the answer");
        }
        return new Answer(
                Map.copyOf(told.facts()), Optional.ofNullable(told.edit()).map(PythonInspector::edit));
    }

    private static Change.EditFile edit(ToldEdit edit) {
        List<Change.Edit> pieces = new ArrayList<>();
        edit.edits()
                .forEach(p -> pieces.add(new Change.Edit(
                        p.offset(), p.length(), Base64.getDecoder().decode(p.text()))));
        return new Change.EditFile(edit.file(), edit.sha256(), List.copyOf(pieces));
    }
}
