package dev.perdure.service;

import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressRequest;
import dev.perdure.egress.HostLists;
import dev.perdure.session.SessionKey;
import dev.perdure.tools.http.ToolSecrets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The secrets that the operator has for described tools, the same for every organisation. Each is
 * sent to its hosts alone, so that nobody can describe a tool that takes it elsewhere, and over
 * encrypted connections, unless the host is this machine.
 */
final class ConfiguredSecrets implements ToolSecrets {

    private final Map<String, Known> secrets;

    private ConfiguredSecrets(Map<String, Known> secrets) {
        this.secrets = Map.copyOf(secrets);
    }

    static ConfiguredSecrets of(List<SecretSection> sections, Map<String, String> environment) {
        Map<String, Known> secrets = new HashMap<>();
        for (SecretSection section : sections) {
            if (section.name().isEmpty() || section.hosts().isEmpty()) {
                throw new StartRefused("A secret in egress.secrets needs a name and hosts.");
            }
            String value = environment.getOrDefault(section.valueEnv(), "").strip();
            if (value.isEmpty() || !EgressRequest.maySend("x", value)) {
                throw new StartRefused(
                        "The secret "
                                + section.name()
                                + " of egress.secrets has no value that can be sent: set value_env to"
                                + " the name of an environment variable that holds it.");
            }
            Known known = new Known(value, hosts(section));
            if (secrets.put(section.name(), known) != null) {
                throw new StartRefused(
                        "Two secrets in egress.secrets are called " + section.name() + ".");
            }
        }
        return new ConfiguredSecrets(secrets);
    }

    @Override
    public Optional<String> value(SessionKey session, String name, Destination destination) {
        return Optional.ofNullable(secrets.get(name))
                .filter(known ->
                        ToolSecrets.maySendTo(destination) && known.hosts().allows(destination))
                .map(Known::value);
    }

    private static HostLists hosts(SecretSection section) {
        try {
            return new HostLists(section.hosts(), List.of());
        } catch (IllegalArgumentException unusable) {
            throw new StartRefused(
                    "The hosts of the secret "
                            + section.name()
                            + " of egress.secrets are not usable. "
                            + unusable.getMessage());
        }
    }

    private record Known(String value, HostLists hosts) {

        /** Without the value. */
        @Override
        public String toString() {
            return "Known" + hosts;
        }
    }
}
