package dev.perdure.engine.toolserver;

import dev.perdure.refusal.Refusal;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import dev.perdure.toolserver.ToolServerSettings;
import io.vavr.control.Either;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The bounds of what is kept of servers of tools. */
record ToolServerCheck(ToolServerClient client, Doors doors) {

    static final int SERVERS_MAX = 100;
    static final int HEADERS_MAX = 20;
    static final int ALLOWED_MAX = 500;
    private static final int ADDRESS_CHARACTERS_MAX = 2_000;
    private static final int HEADER_CHARACTERS_MAX = 10_000;
    private static final int NAME_CHARACTERS_MAX = 128;

    static Refusal noSuch(ToolServerId id) {
        return new Refusal.NotFound("MCP server", id.value().toString());
    }

    /**
     * What speaks against the settings.
     *
     * @param headers in clear, when they are others than before
     */
    Either<Refusal, ToolServerSettings> check(
            String name, ToolServerSettings settings, @Nullable Map<String, String> headers) {
        if (!ToolNames.isServerName(name)) {
            return invalid(
                    "name",
                    "The name of a server is lower-case words joined by single - or _, at most "
                            + ToolNames.SERVER_NAME_MAX
                            + " characters.");
        }
        if (settings.address().length() > ADDRESS_CHARACTERS_MAX) {
            return invalid("url", "The address is too long.");
        }
        if (settings.allowed().size() > ALLOWED_MAX
                || settings.allowed().stream()
                        .anyMatch(tool -> tool.length() > NAME_CHARACTERS_MAX)) {
            return invalid(
                    "allowed_tools", "At most 500 tools are named, with 128 characters each.");
        }
        Optional<Refusal> unfit = headers == null ? Optional.empty() : headers(headers);
        return unfit.isPresent() ? Either.left(unfit.get()) : Either.right(settings);
    }

    /** Whether the server may be asked; blocks for a look-up of its name. */
    Either<Refusal, ToolServerSettings> reachable(
            ToolServerId id,
            String name,
            ToolServerSettings settings,
            Map<String, String> headers) {
        return client.objection(
                        new ServerAccess(
                                id, ToolServer.VERSION_FIRST, name, settings.address(), headers))
                .<Either<Refusal, ToolServerSettings>>map(sentence -> invalid("url", sentence))
                .orElseGet(() -> Either.right(settings));
    }

    private Optional<Refusal> headers(Map<String, String> headers) {
        if (!headers.isEmpty() && !doors.canSeal()) {
            return Optional.of(
                    new Refusal.Invalid(
                            "headers",
                            "This installation has no master key to seal headers with: set"
                                    + " PERDURE_SECRET_KEYS, or keep the server without headers."));
        }
        boolean tooMany =
                headers.size() > HEADERS_MAX
                        || headers.entrySet().stream()
                                .anyMatch(header ->
                                        header.getKey().length() + header.getValue().length()
                                                > HEADER_CHARACTERS_MAX);
        return tooMany
                ? Optional.of(
                        new Refusal.Invalid(
                                "headers",
                                "At most 20 headers are sent, of 10000 characters each."))
                : Optional.empty();
    }

    private static <T> Either<Refusal, T> invalid(String field, String sentence) {
        return Either.left(new Refusal.Invalid(field, sentence));
    }
}
