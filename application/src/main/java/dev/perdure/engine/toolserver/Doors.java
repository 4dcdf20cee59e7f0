package dev.perdure.engine.toolserver;

import dev.perdure.engine.provider.KeyRing;
import dev.perdure.engine.provider.SecretOwner;
import dev.perdure.engine.provider.SecretUnreadable;
import dev.perdure.json.Json;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonString;
import dev.perdure.provider.SealedSecret;
import dev.perdure.provider.Secret;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.toolserver.ToolServer;
import dev.perdure.toolserver.ToolServerId;
import dev.perdure.toolserver.ToolServerSettings;
import io.vavr.control.Either;
import java.util.LinkedHashMap;
import java.util.Map;

/** The ways to stored servers: their headers, sealed and opened. */
final class Doors {

    private final KeyRing keys;

    Doors(KeyRing keys) {
        this.keys = keys;
    }

    boolean canSeal() {
        return keys.canSeal();
    }

    /** Seals at least one header. */
    SealedSecret sealed(OrganisationId organisation, ToolServerId id, Map<String, String> headers) {
        Map<String, JsonString> values = new LinkedHashMap<>();
        headers.forEach((name, value) -> values.put(name, new JsonString(value)));
        return keys.seal(
                new Secret(JsonObject.of(values).toJson()), SecretOwner.ofServer(organisation, id));
    }

    /** The headers under the newest master key, when an older one is at hand that opens them. */
    ToolServerSettings rewrapped(ToolServer server, ToolServerSettings settings) {
        SealedSecret headers = settings.headers();
        if (headers == null) {
            return settings;
        }
        try {
            return keys.rewrapped(headers, owner(server))
                    .map(sealed -> settings.withHeaders(settings.headerNames(), sealed))
                    .orElse(settings);
        } catch (SecretUnreadable stays) {
            return settings;
        }
    }

    /** The way to a server, or why there is none. */
    Either<String, ServerAccess> access(ToolServer server) {
        try {
            return Either.right(
                    new ServerAccess(
                            server.id(),
                            server.version(),
                            server.name(),
                            server.settings().address(),
                            headers(server)));
        } catch (SecretUnreadable unreadable) {
            return Either.left(String.valueOf(unreadable.getMessage()));
        }
    }

    private Map<String, String> headers(ToolServer server) {
        SealedSecret sealed = server.settings().headers();
        Map<String, String> headers = new LinkedHashMap<>();
        if (sealed != null
                && Json.parse(keys.open(sealed, owner(server)).value()).getOrNull()
                        instanceof JsonObject values) {
            values.members()
                    .forEach(member ->
                            values.string(member.name())
                                    .ifPresent(value -> headers.put(member.name(), value)));
        }
        return headers;
    }

    private static SecretOwner owner(ToolServer server) {
        return SecretOwner.ofServer(server.organisation(), server.id());
    }
}
