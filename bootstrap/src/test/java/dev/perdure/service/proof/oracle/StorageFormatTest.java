package dev.perdure.service.proof.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Holds the documentation of the storage format against the files that hold the codec to it. */
class StorageFormatTest {

    private static final Path PROJECT = Path.of("..").toAbsolutePath().normalize();
    private static final Pattern ROW =
            Pattern.compile("^\\| `([a-z_]+\\.[a-z_]+)` \\| (.*?)(, each with .*)? \\|$");
    private static final Pattern MEMBER = Pattern.compile("`([a-z_]+)`(\\?)?");

    @Test
    void every_stored_name_is_documented_with_its_members_in_their_order() throws IOException {
        Map<String, List<String>> documented = documented();
        Map<String, List<String>> stored = stored();

        assertThat(documented.keySet()).isEqualTo(stored.keySet()).hasSizeGreaterThan(20);
        stored.forEach((type, members) -> {
            List<String> names = new ArrayList<>();
            List<String> required = new ArrayList<>();
            for (String member : documented.get(type)) {
                String name = member.replace("?", "");
                names.add(name);
                if (name.equals(member)) {
                    required.add(name);
                }
            }
            assertThat(names).as(type).containsSubsequence(members);
            assertThat(members).as(type).containsAll(required);
        });
    }

    /** Members of each payload; those that may be absent end with a question mark. */
    private static Map<String, List<String>> documented() throws IOException {
        Map<String, List<String>> rows = new TreeMap<>();
        for (String line : Files.readAllLines(PROJECT.resolve("docs/storage-format.md"))) {
            Matcher row = ROW.matcher(line);
            if (row.matches()) {
                List<String> members = new ArrayList<>();
                Matcher member = MEMBER.matcher(row.group(2));
                while (member.find()) {
                    members.add(member.group(1) + (member.group(2) == null ? "" : "?"));
                }
                rows.put(row.group(1), members);
            }
        }
        return rows;
    }

    private static Map<String, List<String>> stored() throws IOException {
        Path golden = PROJECT.resolve("adapter-persistence/src/test/resources/golden");
        Map<String, List<String>> stored = new TreeMap<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(golden, "*.v1.json")) {
            for (Path file : files) {
                JsonNode entry = LogOracle.json(Files.readString(file));
                List<String> members = new ArrayList<>();
                entry.path("payload").fieldNames().forEachRemaining(members::add);
                stored.put(entry.path("type").asText(), members);
            }
        }
        return stored;
    }
}
