package dev.perdure.service;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.List;
import java.util.Objects;

/**
 * What the service may ask for tools and stored providers.
 *
 * @param privateAllow hosts, addresses and ranges that may be asked although they are not on the
 *     public internet, as host,address,address/bits
 * @param allowedHosts the only hosts that tools may ask; empty allows all
 * @param blockedHosts hosts that tools may not ask, with what lies below them
 * @param secrets what described tools may send
 */
record EgressSection(
        @JsonProperty("private_allow") String privateAllow,
        @JsonProperty("allowed_hosts") List<String> allowedHosts,
        @JsonProperty("blocked_hosts") List<String> blockedHosts,
        @JsonProperty("secrets") List<SecretSection> secrets) {

    static final EgressSection DEFAULT = new EgressSection("", List.of(), List.of(), List.of());

    EgressSection {
        privateAllow = Objects.requireNonNullElse(privateAllow, "");
        allowedHosts = List.copyOf(Objects.requireNonNullElse(allowedHosts, List.of()));
        blockedHosts = List.copyOf(Objects.requireNonNullElse(blockedHosts, List.of()));
        secrets = List.copyOf(Objects.requireNonNullElse(secrets, List.of()));
    }
}
