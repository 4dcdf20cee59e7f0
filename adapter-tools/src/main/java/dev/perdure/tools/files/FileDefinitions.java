package dev.perdure.tools.files;

import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolOwner;
import java.util.List;

/** The tools as models are told of them. */
final class FileDefinitions {

    /** The store remembers the key of a write, so that it is done once. */
    private static final ToolHints WRITES = new ToolHints(false, false, true, false, false);

    private static final ToolHints OVERWRITES = new ToolHints(false, true, true, false, false);

    private FileDefinitions() {}

    static List<ToolDefinition> all() {
        return List.of(
                tool(
                        "read_file",
                        "Reads a text file, or a window of its lines. Answers the content, the hash to edit"
                                + " it with, and where to read on when there is more.",
                        ToolHints.READ_ONLY,
                        """
                        {"type":"object","properties":{
                        "path":{"type":"string","description":"Absolute path of the file."},
                        "start_line":{"type":"integer","minimum":1,"description":"First line to read; 1 if absent."},
                        "lines":{"type":"integer","minimum":1,"maximum":5000,"description":"How many lines to read at most; 2000 if absent."}},
                        "required":["path"],"additionalProperties":false}\
                        """),
                tool(
                        "read_many_files",
                        "Reads the beginnings of several text files at once.",
                        ToolHints.READ_ONLY,
                        """
                        {"type":"object","properties":{
                        "paths":{"type":"array","items":{"type":"string"},"minItems":1,"maxItems":20,"description":"Absolute paths of the files."}},
                        "required":["paths"],"additionalProperties":false}\
                        """),
                tool(
                        "write_file",
                        "Writes a whole file, new or in place of the one that is there. Directories above it are"
                                + " made.",
                        OVERWRITES,
                        """
                        {"type":"object","properties":{
                        "path":{"type":"string","description":"Absolute path of the file."},
                        "content":{"type":"string","description":"The whole content."},
                        "encoding":{"type":"string","enum":["text","base64"],"description":"How the content is written; text if absent."},
                        "expected_hash":{"type":"string","description":"Hash of the content to be replaced; refused when another one is there."}},
                        "required":["path","content"],"additionalProperties":false}\
                        """),
                tool(
                        "edit_file",
                        "Replaces a piece of a text file. The old text has to be in the file exactly once.",
                        WRITES,
                        """
                        {"type":"object","properties":{
                        "path":{"type":"string","description":"Absolute path of the file."},
                        "old_text":{"type":"string","description":"What is there, to the letter, with enough around it to be found once."},
                        "new_text":{"type":"string","description":"What is to be there."},
                        "expected_hash":{"type":"string","description":"Hash of the file as it was read; refused when it was changed since."}},
                        "required":["path","old_text","new_text"],"additionalProperties":false}\
                        """),
                tool(
                        "list_directory",
                        "Lists the files and directories in a directory, in the order of their paths. Says with"
                                + " next_after where to go on when not all of them fit.",
                        ToolHints.READ_ONLY,
                        """
                        {"type":"object","properties":{
                        "path":{"type":"string","description":"Absolute path of the directory; / if absent."},
                        "recursive":{"type":"boolean","description":"Whether to list what is in the directories in it, too."},
                        "after":{"type":"string","description":"Only what comes after this path; next_after of a result that left some out."}},
                        "additionalProperties":false}\
                        """),
                tool(
                        "glob",
                        "Finds files by their path, for example **/*.md or /src/{a,b}/*.",
                        ToolHints.READ_ONLY,
                        """
                        {"type":"object","properties":{
                        "pattern":{"type":"string","description":"* stands for anything but a slash, ** for anything, ? for one character, {a,b} for one of several."},
                        "path":{"type":"string","description":"Directory to look in; / if absent."},
                        "after":{"type":"string","description":"Only what comes after this path; next_after of a result that left some out."}},
                        "required":["pattern"],"additionalProperties":false}\
                        """),
                tool(
                        "grep_files",
                        "Finds lines in text files by a regular expression in the syntax of RE2.",
                        ToolHints.READ_ONLY,
                        """
                        {"type":"object","properties":{
                        "pattern":{"type":"string","description":"The regular expression."},
                        "path":{"type":"string","description":"Directory to look in, or one file; / if absent."},
                        "glob":{"type":"string","description":"Only files whose path is like this, for example *.md."},
                        "ignore_case":{"type":"boolean","description":"Whether upper and lower case are the same."},
                        "limit":{"type":"integer","minimum":1,"maximum":500,"description":"How many lines to find at most; 100 if absent."}},
                        "required":["pattern"],"additionalProperties":false}\
                        """),
                tool(
                        "stat_file",
                        "Tells size, hash and times of a file, without its content.",
                        ToolHints.READ_ONLY,
                        """
                        {"type":"object","properties":{
                        "path":{"type":"string","description":"Absolute path of the file or directory."}},
                        "required":["path"],"additionalProperties":false}\
                        """),
                tool(
                        "delete_file",
                        "Deletes a file or a directory.",
                        OVERWRITES,
                        """
                        {"type":"object","properties":{
                        "path":{"type":"string","description":"Absolute path of the file or directory."},
                        "recursive":{"type":"boolean","description":"Whether a directory goes with what is in it."},
                        "expected_hash":{"type":"string","description":"Hash of the file as it was read; refused when it was changed since."}},
                        "required":["path"],"additionalProperties":false}\
                        """));
    }

    private static ToolDefinition tool(
            String name, String description, ToolHints hints, String schema) {
        JsonObject parameters = (JsonObject) new JsonText(schema).value();
        return new ToolDefinition(name, description, parameters, hints, ToolOwner.ENGINE);
    }
}
