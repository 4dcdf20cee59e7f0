package dev.perdure.llm.drivers;

import dev.perdure.egress.EgressClient;
import dev.perdure.engine.model.ModelClient;
import dev.perdure.llm.anthropic.AnthropicModels;
import dev.perdure.llm.chat.ChatModels;
import dev.perdure.llm.chat.ChatVariant;
import dev.perdure.llm.gemini.GeminiModels;
import dev.perdure.llm.provider.Account;
import dev.perdure.llm.responses.ResponsesModels;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** What kind of provider an account is with, and with it the driver that speaks to it. */
public enum ProviderType {
    /** OpenAI itself: Responses, or Chat Completions where the option {@code api} says so. */
    OPENAI("openai", "https://api.openai.com/v1", "OPENAI_API_KEY", "gpt-5-mini"),
    /** Chat Completions, as everybody has it. */
    OPENAI_COMPATIBLE("openai_compatible", "", "", ""),
    /** Messages: Anthropic itself, and servers that speak alike. */
    ANTHROPIC("anthropic", "https://api.anthropic.com", "ANTHROPIC_API_KEY", "claude-sonnet-5"),
    /** Google's Gemini API. */
    GEMINI(
            "gemini",
            "https://generativelanguage.googleapis.com/v1beta",
            "GEMINI_API_KEY",
            "gemini-3.8-flash"),
    /** OpenAI's models at Azure: below {@code /openai/v1}, each by the name of its deployment. */
    AZURE_OPENAI("azure_openai", "", "", "");

    private static final Set<String> APIS = Set.of("responses", "chat_completions");
    private static final Pattern FREE_VALUE = Pattern.compile("[A-Za-z0-9._-]{1,64}");

    private final String id;
    private final String address;
    private final String keyVariable;
    private final String firstModel;

    ProviderType(String id, String address, String keyVariable, String firstModel) {
        this.id = id;
        this.address = address;
        this.keyVariable = keyVariable;
        this.firstModel = firstModel;
    }

    /** The type of that name. */
    public static Optional<ProviderType> of(String id) {
        return Arrays.stream(values()).filter(type -> type.id.equals(id)).findFirst();
    }

    /** The name in configurations and in the API. */
    public String id() {
        return id;
    }

    /** The base address of an account that gives none; empty where there is no usual one. */
    public String usualAddress() {
        return address;
    }

    /**
     * The environment variable where a key of this type usually lies; empty where there is none.
     */
    public String usualKeyVariable() {
        return keyVariable;
    }

    /** The models worth listing where an account lists none. */
    public List<String> usualModels() {
        return firstModel.isEmpty() ? List.of() : List.of(firstModel);
    }

    /**
     * The models of an account of this type, asked through a client that somebody else closes.
     *
     * @throws IllegalArgumentException as {@link #check}
     */
    public ModelClient models(Account account, EgressClient egress) {
        check(account);
        return driver(account, egress);
    }

    /**
     * Whether an account can be of this type.
     *
     * @throws IllegalArgumentException with a sentence, when the account has an option that this
     *     type does not have, or a value that the option does not have
     */
    public void check(Account account) {
        account.options().forEach(this::check);
    }

    private void check(String option, String value) {
        Set<String> allowed = options().get(option);
        if (allowed == null) {
            throw new IllegalArgumentException("The type " + id + " has no " + option + ".");
        }
        boolean fits =
                allowed.isEmpty() ? FREE_VALUE.matcher(value).matches() : allowed.contains(value);
        if (!fits) {
            throw new IllegalArgumentException(
                    "Its "
                            + option
                            + " is not one"
                            + (allowed.isEmpty()
                                    ? "."
                                    : ": say "
                                            + String.join(" or ", new TreeSet<>(allowed))
                                            + "."));
        }
    }

    private ModelClient driver(Account account, EgressClient egress) {
        return switch (this) {
            case OPENAI -> openAi(account, egress);
            case OPENAI_COMPATIBLE -> ChatModels.of(account, ChatVariant.COMPATIBLE, egress);
            case ANTHROPIC -> AnthropicModels.of(account, egress);
            case GEMINI -> GeminiModels.of(account, egress);
            case AZURE_OPENAI ->
                    openAi(account.with("auth", account.option("auth").orElse("api-key")), egress);
        };
    }

    private static ModelClient openAi(Account account, EgressClient egress) {
        return account.option("api").filter("chat_completions"::equals).isPresent()
                ? ChatModels.of(account, ChatVariant.OPENAI, egress)
                : ResponsesModels.of(account, egress);
    }

    /** The values of each option; any where there are none. */
    private Map<String, Set<String>> options() {
        return switch (this) {
            case OPENAI -> Map.of("api", APIS);
            case OPENAI_COMPATIBLE -> Map.of("auth", Set.of("bearer", "api-key"));
            case ANTHROPIC ->
                    Map.of("api_version", Set.of(), "auth", Set.of("bearer", "x-api-key"));
            case GEMINI -> Map.of();
            case AZURE_OPENAI -> Map.of("api", APIS, "auth", Set.of("bearer", "api-key"));
        };
    }
}
