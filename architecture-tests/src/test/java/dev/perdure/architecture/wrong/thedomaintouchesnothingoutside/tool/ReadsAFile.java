package dev.perdure.architecture.wrong.thedomaintouchesnothingoutside.tool;

import java.nio.file.Path;

public interface ReadsAFile {
    Path file();
}
