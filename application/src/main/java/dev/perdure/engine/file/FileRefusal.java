package dev.perdure.engine.file;

import java.util.Locale;

/** Why a write was not done. The sentence is for whoever asked, a model or a client. */
public enum FileRefusal {
    NO_SUCH_WORKSPACE("There is no such workspace, or it is archived."),
    NOT_FOUND("There is nothing at this path."),
    EXISTS("There is something at this path already."),
    STALE("The file was changed since it was read: read it again and make the change anew."),
    READ_ONLY("The file is read-only, or something in the directory is."),
    IS_DIRECTORY("This is a directory."),
    NOT_A_DIRECTORY("One of the directories of this path is a file."),
    NOT_EMPTY("The directory is not empty."),
    INTO_ITSELF("A directory cannot be moved into itself."),
    PATH_TOO_LONG("Something in the directory would have a path that is too long."),
    FILE_TOO_LARGE("A file has at most %d bytes."),
    TOO_MANY_FILES("A workspace holds at most %d files and directories."),
    WORKSPACE_FULL("The files of a workspace have at most %d bytes together.");

    private final String sentence;

    FileRefusal(String sentence) {
        this.sentence = sentence;
    }

    /** What is to be said where these bounds hold. */
    public String sentence(FileBounds bounds) {
        return String.format(Locale.ROOT, sentence, bound(bounds));
    }

    private long bound(FileBounds bounds) {
        return switch (this) {
            case FILE_TOO_LARGE -> bounds.fileBytes();
            case TOO_MANY_FILES -> bounds.entries();
            case WORKSPACE_FULL -> bounds.totalBytes();
            case NO_SUCH_WORKSPACE,
                    NOT_FOUND,
                    EXISTS,
                    STALE,
                    READ_ONLY,
                    IS_DIRECTORY,
                    NOT_A_DIRECTORY,
                    NOT_EMPTY,
                    INTO_ITSELF,
                    PATH_TOO_LONG ->
                    0;
        };
    }
}
