package dev.perdure.tools.http;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.perdure.capability.Capability;
import dev.perdure.capability.CapabilityId;
import dev.perdure.capability.CapabilityRef;
import dev.perdure.capability.Contribution;
import dev.perdure.capability.RiskLevel;
import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.EgressClient;
import dev.perdure.engine.provider.SecretUnreadable;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.engine.tool.ToolRunner;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonText;
import dev.perdure.tenant.OrganisationId;
import dev.perdure.tool.ToolCall;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.web.Bounds;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * The capability {@code http_tools}: requests that somebody described in its settings, or has in an
 * OpenAPI document. A request goes to the host its description names and to no other, redirects
 * included. A call that may have changed something and whose answer was lost has the status
 * unknown.
 */
public final class HttpTools implements ToolRunner {

    private static final CapabilityId ID = new CapabilityId("http_tools");

    private static final Capability HTTP_TOOLS =
            new Capability(
                            ID,
                            "HTTP Tools",
                            "Calls HTTP interfaces that the settings describe.",
                            "",
                            List.of())
                    .rated("Integrations", RiskLevel.HIGH)
                    .configuredBy(schema());

    private final Supplier<EgressClient> client;
    private final AddressPolicy policy;
    private final ToolSecrets secrets;
    private final InstantSource clock;

    /**
     * Tools that ask through one client.
     *
     * @param client opened by whoever hands it in, and closed by them
     * @param policy of what users choose
     */
    public HttpTools(
            Supplier<EgressClient> client,
            AddressPolicy policy,
            ToolSecrets secrets,
            InstantSource clock) {
        this.client = client;
        this.policy = policy;
        this.secrets = secrets;
        this.clock = clock;
    }

    @Override
    public List<Capability> capabilities() {
        return List.of(HTTP_TOOLS);
    }

    @Override
    public Contribution contribute(OrganisationId organisation, CapabilityRef use) {
        try {
            HttpSettings settings = HttpSettings.of(use.config());
            for (HttpOperation operation : settings.operations()) {
                Optional<String> objection =
                        policy(policy, settings, operation).objection(operation.url().anywhere());
                if (objection.isPresent()) {
                    return new Contribution.Refused(objection.get());
                }
            }
            return new Contribution.Given(
                    "",
                    settings.operations().stream().map(HttpOperation::definition).toList(),
                    "",
                    settings.operations().stream()
                            .filter(HttpOperation::restsOnAClaim)
                            .map(operation -> operation.definition().name())
                            .collect(toUnmodifiableSet()));
        } catch (UnusableSettings unusable) {
            return new Contribution.Refused(unusable.sentence());
        }
    }

    @Override
    public ToolResult run(CapabilityId capability, ToolCall call, ToolContext context)
            throws InterruptedException {
        try {
            HttpSettings settings = HttpSettings.of(context.config());
            for (HttpOperation operation : settings.operations()) {
                if (operation.definition().name().equals(call.name())) {
                    return new HttpCall(
                                    client.get()
                                            .under(
                                                    policy(
                                                            Bounds.of(policy, context),
                                                            settings,
                                                            operation)),
                                    operation,
                                    secrets,
                                    clock)
                            .run(call, context);
                }
            }
            return ToolResult.error("The settings of http_tools have no tool " + call.name() + ".");
        } catch (UnusableSettings unusable) {
            return ToolResult.error(unusable.sentence());
        } catch (InvalidArguments invalid) {
            return ToolResult.error(invalid.sentence());
        } catch (SecretUnreadable unreadable) {
            return ToolResult.error(String.valueOf(unreadable.getMessage()));
        }
    }

    /** The host of the tool, and what the use allows besides for redirects. */
    private static AddressPolicy policy(
            AddressPolicy outer, HttpSettings settings, HttpOperation operation) {
        return outer.within(settings.around(operation.url().host()));
    }

    private static JsonObject schema() {
        return (JsonObject)
                new JsonText(
                                """
                                {"type":"object","additionalProperties":false,"properties":{
                                "tools":{"type":"array","items":{"type":"object","required":["name","url"],"properties":{
                                "name":{"type":"string"},"description":{"type":"string"},
                                "method":{"enum":["GET","HEAD","POST","PUT","PATCH","DELETE"]},
                                "url":{"type":"string"},"parameters":{"type":"object"},"headers":{"type":"object"},
                                "read_only":{"type":"boolean"},"idempotent":{"type":"boolean"},
                                "response_max_characters":{"type":"integer"}}}},
                                "openapi":{"type":"object"},"base_url":{"type":"string"},
                                "include":{"type":"array","items":{"type":"string"}},
                                "headers":{"type":"object"},
                                "allowed_hosts":{"type":"array","items":{"type":"string"}},
                                "blocked_hosts":{"type":"array","items":{"type":"string"}}}}
                                """)
                        .value();
    }
}
