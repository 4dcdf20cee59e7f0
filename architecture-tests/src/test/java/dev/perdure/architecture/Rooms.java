package dev.perdure.architecture;

import java.util.Arrays;

/**
 * The rooms below one root. Rules are built for a root, so that the same rule judges the product
 * and the classes that break it on purpose.
 */
record Rooms(String root) {

    static final Rooms PRODUCT = new Rooms("dev.perdure");
    static final String WRONG = "dev.perdure.architecture.wrong";
    static final String[] JDK = {"java.."};

    /** Those of the platform, for secrets that the engine keeps. */
    static final String[] CIPHERS = {"javax.crypto.."};

    static final Room[] DOMAIN =
            Arrays.stream(Room.values())
                    .filter(room -> room.module().equals("domain"))
                    .toArray(Room[]::new);
    static final Room[] ADAPTERS = {
        Room.PERSISTENCE, Room.LLM, Room.TOOLS, Room.TELEMETRY, Room.REST
    };
    static final Room[] DIALECTS = {
        Room.REST_EVERRUNS_CURRENT, Room.REST_EVERRUNS_NESTED, Room.REST_AGENT_PROTOCOL
    };
    static final Room[] DRIVERS = {
        Room.LLM_ANTHROPIC, Room.LLM_CHAT, Room.LLM_GEMINI, Room.LLM_RESPONSES, Room.LLM_SIMULATED
    };
    static final Room[] PORTS = {
        Room.ENGINE_FILE,
        Room.ENGINE_IDENTITY,
        Room.ENGINE_LOG,
        Room.ENGINE_MODEL,
        Room.ENGINE_STORE,
        Room.ENGINE_TIMING,
        Room.ENGINE_TOOL,
        Room.ENGINE_WORK
    };

    /** The package of a room by itself. */
    String only(Room room) {
        return root + "." + room.path();
    }

    /** The package of a room and everything below it, as ArchUnit writes it. */
    String within(Room room) {
        return only(room) + "..";
    }

    String[] within(Room... rooms) {
        return Arrays.stream(rooms).map(this::within).toArray(String[]::new);
    }

    String everything() {
        return root + "..";
    }

    /** A name as written in the product, moved below this root. */
    String type(Room room, String simpleName) {
        return only(room) + "." + simpleName;
    }

    /** Whether a package is the room or below it. */
    boolean holds(Room room, String packageName) {
        return packageName.equals(only(room)) || packageName.startsWith(only(room) + ".");
    }

    static String[] all(String[]... groups) {
        return Arrays.stream(groups).flatMap(Arrays::stream).toArray(String[]::new);
    }
}
