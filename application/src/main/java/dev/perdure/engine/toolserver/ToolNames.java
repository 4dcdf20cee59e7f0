package dev.perdure.engine.toolserver;

import dev.perdure.json.JsonString;
import dev.perdure.json.JsonText;
import java.util.Locale;
import java.util.regex.Pattern;

/** What models call the tools of servers: the server's name, two underscores, the tool's own. */
final class ToolNames {

    /** Of a server, in characters: half of what a tool's name may have. */
    static final int SERVER_NAME_MAX = 32;

    private static final Pattern SERVER_NAME = Pattern.compile("[a-z0-9]+([-_][a-z0-9]+)*");
    private static final int NAME_MAX = 64;
    private static final int HASH_CHARACTERS = 8;

    private ToolNames() {}

    static boolean isServerName(String name) {
        return name.length() <= SERVER_NAME_MAX && SERVER_NAME.matcher(name).matches();
    }

    /** A name every provider accepts; one that had to be changed ends in a hash of its own. */
    static String offered(String server, String tool) {
        String plain = tool.replaceAll("[^A-Za-z0-9_-]", "_");
        String whole = server + "__" + plain;
        if (plain.equals(tool) && whole.length() <= NAME_MAX) {
            return whole;
        }
        String hash =
                JsonText.of(new JsonString(tool))
                        .sha256()
                        .substring(0, HASH_CHARACTERS)
                        .toLowerCase(Locale.ROOT);
        int room = NAME_MAX - HASH_CHARACTERS - 1;
        return whole.substring(0, Math.min(whole.length(), room)) + "_" + hash;
    }
}
