package dev.perdure.llm.chat;

import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolCallId;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One tool call while its pieces arrive. */
final class CallSlot {

    private final StringBuilder arguments = new StringBuilder();
    private ToolCallId id;
    private boolean ownId;
    private String name = "";
    private boolean started;
    private @Nullable JsonObject extra;

    /**
     * @param ownId whether the server gave the id
     */
    CallSlot(ToolCallId id, boolean ownId) {
        this.id = id;
        this.ownId = ownId;
    }

    ToolCallId id() {
        return id;
    }

    String name() {
        return name;
    }

    String arguments() {
        return arguments.toString();
    }

    boolean hasOwnId() {
        return ownId;
    }

    boolean isStarted() {
        return started;
    }

    /** What the server wants back with the call. */
    Optional<JsonObject> extra() {
        return Optional.ofNullable(extra);
    }

    void keep(JsonObject given) {
        extra = given;
    }

    boolean isBlank() {
        return arguments.toString().isBlank();
    }

    /** Whether the arguments so far are a whole value. */
    boolean isComplete() {
        return !arguments.isEmpty() && Json.parse(arguments.toString()).isRight();
    }

    /** The id the server gave late; what was announced stays as it was. */
    void adopt(ToolCallId given) {
        ownId = true;
        if (!started) {
            id = given;
        }
    }

    void nameOnce(String given) {
        if (name.isEmpty()) {
            name = given;
        }
    }

    void append(String piece) {
        arguments.append(piece);
    }

    void start() {
        started = true;
    }
}
