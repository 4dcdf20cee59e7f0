package dev.perdure.engine.agent;

import dev.perdure.agent.AgentSettings;
import dev.perdure.agent.Slug;
import dev.perdure.engine.model.ModelCatalog;
import dev.perdure.engine.session.Harnesses;
import dev.perdure.engine.tool.ToolCatalog;
import dev.perdure.model.ModelRef;
import dev.perdure.refusal.Refusal;
import dev.perdure.tenant.OrganisationId;
import io.vavr.control.Either;
import java.util.Optional;

/** The bounds of an agent's settings, and whether what they name exists. */
public record SettingsCheck(ToolCatalog tools, ModelCatalog models, Harnesses harnesses) {

    public static final int NAME_CHARACTERS_MAX = 2048;
    public static final int INSTRUCTIONS_CHARACTERS_MAX = 1024 * 1024;
    public static final int CAPABILITIES_MAX = 250;
    public static final int FALLBACK_MODELS_MAX = 8;

    Either<Refusal, AgentSettings> check(OrganisationId organisation, AgentSettings settings) {
        if (settings.name().isBlank()) {
            return invalid("name", "An agent needs a name.");
        }
        if (settings.name().length() > NAME_CHARACTERS_MAX) {
            return invalid(
                    "name", "The name is longer than " + NAME_CHARACTERS_MAX + " characters.");
        }
        if (Slug.hasSlugShape(settings.name()) && !Slug.isSlug(settings.name())) {
            return invalid(
                    "name", "A name of this form has at most " + Slug.LENGTH_MAX + " characters.");
        }
        if (settings.instructions().length() > INSTRUCTIONS_CHARACTERS_MAX) {
            return invalid(
                    "system_prompt",
                    "The system prompt is longer than "
                            + INSTRUCTIONS_CHARACTERS_MAX
                            + " characters.");
        }
        if (settings.capabilities().size() > CAPABILITIES_MAX) {
            return invalid(
                    "capabilities", "An agent has at most " + CAPABILITIES_MAX + " capabilities.");
        }
        Optional<Refusal> unusable = tools.objection(organisation, settings.capabilities());
        if (unusable.isPresent()) {
            return Either.left(unusable.get());
        }
        if (settings.model() != null && models.serving(organisation, settings.model()).isEmpty()) {
            return Either.left(Refusal.noSuchModel(settings.model().name()));
        }
        if (settings.fallbackModels().size() > FALLBACK_MODELS_MAX) {
            return invalid(
                    "fallback_models",
                    "An agent has at most " + FALLBACK_MODELS_MAX + " models to fall back to.");
        }
        for (ModelRef other : settings.fallbackModels()) {
            if (models.serving(organisation, other).isEmpty()) {
                return Either.left(Refusal.noSuchModel(other.name()));
            }
        }
        if (settings.harness() != null && harnesses.find(settings.harness()).isEmpty()) {
            return Either.left(Refusal.noSuchHarness(settings.harness().value().toString()));
        }
        if (settings.maxSteps() != null && settings.maxSteps() < 1) {
            return Either.left(Refusal.noSteps());
        }
        return Either.right(settings);
    }

    private static Either<Refusal, AgentSettings> invalid(String field, String sentence) {
        return Either.left(new Refusal.Invalid(field, sentence));
    }
}
