package dev.perdure.llm.provider;

import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressRequest;
import dev.perdure.model.ModelRef;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * An account at a server with models. The constructor throws {@link IllegalArgumentException}, with
 * a sentence that repeats no value, for what cannot be one.
 *
 * @param name the first part of the names of its models
 * @param base the address that the paths of its wire are appended to
 * @param key absent when the server asks for none
 * @param models those worth listing; the server is asked for any other that is named after it, too
 * @param headers sent with every request, beside those of the wire; the key's header is not among
 *     them
 * @param options of the wire, by name
 * @param places for its calls, shared by all of its clients
 */
public record Account(
        String name,
        Destination base,
        @Nullable ApiKey key,
        List<String> models,
        Map<String, String> headers,
        Map<String, String> options,
        Places places) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9_-]{0,63}");
    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_|~-]+");
    private static final Pattern HEADER_VALUE = Pattern.compile("[\\x20-\\x7e]*");

    public Account {
        models = List.copyOf(models);
        headers = Map.copyOf(headers);
        options = Map.copyOf(options);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    "The name of a provider is of lower-case letters, digits, _ and -.");
        }
        if (models.stream().anyMatch(String::isBlank)) {
            throw new IllegalArgumentException("The name of a model is empty.");
        }
        if (base.uri().getRawQuery() != null) {
            throw new IllegalArgumentException("A base address has no query.");
        }
        headers.forEach(Account::check);
    }

    /** An account with neither headers, options nor a bound of its own. */
    public static Account of(
            String name, Destination base, @Nullable ApiKey key, List<String> models) {
        return new Account(name, base, key, models, Map.of(), Map.of(), Places.of(null));
    }

    /** Without the headers, which may hold a secret. */
    @Override
    public String toString() {
        return "Account[name=" + name + ", base=" + base + "]";
    }

    /** This account with an option of that value. */
    public Account with(String option, String value) {
        Map<String, String> more = new HashMap<>(options);
        more.put(option, value);
        return new Account(name, base, key, models, headers, more, places);
    }

    /** This account with places that other clients of it may share. */
    public Account with(Places shared) {
        return new Account(name, base, key, models, headers, options, shared);
    }

    /** Whether a model is named after this account. */
    public boolean serves(ModelRef model) {
        return model.name().startsWith(prefix()) && model.name().length() > prefix().length();
    }

    /** The models worth listing, by their full names. */
    public List<ModelRef> listed() {
        return models.stream().map(model -> new ModelRef(prefix() + model)).toList();
    }

    /** A model as this account names it. */
    String own(ModelRef model) {
        return model.name().substring(prefix().length());
    }

    Destination at(String path) {
        String address = base.uri().toString();
        String trimmed =
                address.endsWith("/") ? address.substring(0, address.length() - 1) : address;
        return Destination.of(trimmed + path);
    }

    /** An option of the wire. */
    public Optional<String> option(String named) {
        return Optional.ofNullable(options.get(named));
    }

    /** The key and the values of the headers: what only the server is meant to see. */
    List<String> secrets() {
        List<String> secrets = new ArrayList<>(headers.values());
        if (key != null) {
            secrets.add(key.secret());
        }
        return secrets;
    }

    private static void check(String name, String value) {
        if (!HEADER.matcher(name).matches()
                || !HEADER_VALUE.matcher(value).matches()
                || EgressRequest.isReserved(name)) {
            throw new IllegalArgumentException("One of its headers cannot be sent.");
        }
    }

    /**
     * The header that carries the key; none without a key. The option {@code auth} says how it is
     * sent.
     *
     * @param usual where the account does not say: {@code bearer}, or the name of a header
     */
    public Map<String, String> keyHeader(String usual) {
        if (key == null) {
            return Map.of();
        }
        String auth = option("auth").orElse(usual);
        return auth.equals("bearer")
                ? Map.of("authorization", "Bearer " + key.secret())
                : Map.of(auth, key.secret());
    }

    private String prefix() {
        return name + "/";
    }
}
