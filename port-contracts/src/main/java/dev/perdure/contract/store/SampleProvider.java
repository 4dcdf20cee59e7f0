package dev.perdure.contract.store;

import dev.perdure.provider.ModelOrigin;
import dev.perdure.provider.OfferedModel;
import dev.perdure.provider.OfferedModelId;
import dev.perdure.provider.Provider;
import dev.perdure.provider.ProviderId;
import dev.perdure.provider.ProviderSettings;
import dev.perdure.provider.SealedSecret;
import dev.perdure.tenant.OrganisationId;
import java.time.Instant;
import java.util.List;
import java.util.UUID;

/** Providers for tests. */
final class SampleProvider {

    static final OrganisationId ORGANISATION = OrganisationId.DEFAULT;
    static final Instant NOON = Instant.parse("2026-03-01T12:00:00.123456789Z");

    private SampleProvider() {}

    static Provider named(String slug) {
        return of(ORGANISATION, slug, NOON);
    }

    static Provider of(OrganisationId organisation, String slug, Instant at) {
        return with(
                organisation,
                new ProviderId(UUID.randomUUID()),
                slug,
                new ProviderSettings(
                        "The " + slug, "compatible", "", true, null, null, null, List.of()),
                at);
    }

    /** Every member has a value of its own. */
    static Provider full(String slug) {
        OfferedModel written =
                new OfferedModel(
                        new OfferedModelId(UUID.randomUUID()),
                        "vendor/large",
                        "Large \u2713",
                        List.of("chat", "tools"),
                        128_000,
                        ModelOrigin.MANUAL,
                        true,
                        NOON.plusSeconds(3),
                        NOON,
                        NOON.plusSeconds(4));
        OfferedModel found =
                new OfferedModel(
                        new OfferedModelId(UUID.randomUUID()),
                        "small",
                        "small",
                        List.of(),
                        null,
                        ModelOrigin.DISCOVERED,
                        false,
                        null,
                        NOON,
                        NOON);
        return with(
                ORGANISATION,
                new ProviderId(UUID.randomUUID()),
                slug,
                new ProviderSettings(
                        "\u00c4 provider",
                        "compatible",
                        "https://models.example/v1",
                        false,
                        NOON.plusSeconds(2),
                        new SealedSecret("key-1", "d3JhcHBlZA==", "c2VhbGVk"),
                        7,
                        List.of(written, found)),
                NOON);
    }

    /** The same provider as it would look if that organisation owned it. */
    static Provider claimedBy(OrganisationId organisation, Provider provider) {
        return with(
                organisation,
                provider.id(),
                provider.slug(),
                provider.settings(),
                provider.createdAt());
    }

    static Provider renamed(Provider provider, String slug) {
        return with(
                provider.organisation(),
                provider.id(),
                slug,
                provider.settings(),
                provider.createdAt());
    }

    /** The next version, without a key. */
    static Provider revised(Provider provider, String name) {
        return provider.revised(
                new ProviderSettings(name, "other", "", true, null, null, null, List.of()),
                NOON.plusSeconds(60));
    }

    private static Provider with(
            OrganisationId organisation,
            ProviderId id,
            String slug,
            ProviderSettings settings,
            Instant at) {
        return new Provider(
                id, organisation, slug, Provider.VERSION_FIRST, settings, at, at.plusSeconds(1));
    }
}
