package dev.perdure.tools.instructions;

import dev.perdure.file.FilePath;
import io.vavr.control.Either;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Instructions for one kind of work, as a directory of the workspace has them.
 *
 * @param description what it is for, on one line
 * @param file where it stands
 * @param instructions what to do
 */
record Skill(String name, String description, FilePath file, String instructions) {

    /** What the file in the directory of a skill is called. */
    static final String FILE = "SKILL.md";

    /** As the format of skills has it. */
    static final int DESCRIPTION_CHARACTERS_MAX = 1_024;

    /** Of a file; it is read for every turn. */
    static final int BYTES_MAX = 64 * 1_024;

    private static final int NAME_CHARACTERS_MAX = 64;
    private static final Pattern NAME = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*");
    private static final Pattern NOT_ON_A_LINE = Pattern.compile("[\\s\\p{Cntrl}\\p{Zl}\\p{Zp}]+");

    /** The skill of a file, which is called as its directory is, or what is wrong with it. */
    static Either<String, Skill> of(FilePath file, String text) {
        String name = file.parent().name();
        if (name.length() > NAME_CHARACTERS_MAX || !NAME.matcher(name).matches()) {
            return Either.left(
                    "The name of its directory is not of small letters, digits and hyphens, or has"
                            + " more than "
                            + NAME_CHARACTERS_MAX
                            + " of them.");
        }
        return FrontMatter.of(text).flatMap(front -> of(file, name, front));
    }

    private static Either<String, Skill> of(FilePath file, String name, FrontMatter front) {
        if (front.member("name").filter(said -> !said.equals(name)).isPresent()) {
            return Either.left("Its name is not that of its directory.");
        }
        Optional<String> description = front.member("description");
        return description.isEmpty()
                ? Either.left("It has no description.")
                : Either.right(
                        new Skill(name, line(description.get()), file, front.body().strip()));
    }

    private static String line(String text) {
        String line = NOT_ON_A_LINE.matcher(text).replaceAll(" ").strip();
        return line.codePointCount(0, line.length()) <= DESCRIPTION_CHARACTERS_MAX
                ? line
                : line.substring(0, line.offsetByCodePoints(0, DESCRIPTION_CHARACTERS_MAX));
    }
}
