package dev.perdure.tools.web;

import dev.perdure.egress.Fetched;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

/**
 * A document as text.
 *
 * @param title empty where it has none
 */
public record Page(String title, String text) {

    public static final String MARKDOWN = "markdown";
    public static final String TEXT = "text";
    public static final String HTML = "html";

    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*\"?([^\\s;\"]+)");
    private static final Set<String> PAGES = Set.of("text/html", "application/xhtml+xml");
    private static final Set<String> TEXTS =
            Set.of(
                    "application/json",
                    "application/xml",
                    "application/javascript",
                    "application/yaml",
                    "application/x-yaml",
                    "application/x-ndjson",
                    "application/toml");
    private static final int SNIFFED_BYTES = 512;

    /** The text of a document; nothing when it is none. */
    public static Optional<Page> of(Fetched.Document document, String format) {
        String declared = document.headers().first("content-type").orElse("");
        String type = type(declared, document.bytes());
        if (PAGES.contains(type)) {
            return Optional.of(
                    format.equals(HTML)
                            ? new Page("", text(declared, document.bytes()))
                            : converted(document, declared, format.equals(TEXT)));
        }
        return isText(type)
                ? Optional.of(new Page("", text(declared, document.bytes())))
                : Optional.empty();
    }

    /** The first characters of a text, without half of a pair of surrogates. */
    public static String cut(String text, int charactersMax) {
        if (text.length() <= charactersMax) {
            return text;
        }
        boolean splits = Character.isHighSurrogate(text.charAt(charactersMax - 1));
        return text.substring(0, splits ? charactersMax - 1 : charactersMax);
    }

    private static Page converted(Fetched.Document document, String declared, boolean plain) {
        Document page = parsed(document, charset(declared));
        return new Page(page.title().strip(), Markdown.of(page, plain));
    }

    /** Where the server names no charset, the page may. */
    private static Document parsed(Fetched.Document document, Optional<Charset> charset) {
        try {
            return Jsoup.parse(
                    new ByteArrayInputStream(document.bytes()),
                    charset.map(Charset::name).orElse(null),
                    document.from().uri().toString());
        } catch (IOException impossible) {
            throw new IllegalStateException("Bytes at hand can be read.", impossible);
        }
    }

    private static String text(String declared, byte[] body) {
        String text = new String(body, charset(declared).orElse(StandardCharsets.UTF_8));
        return text.startsWith("\ufeff") ? text.substring(1) : text;
    }

    private static String type(String declared, byte[] body) {
        String type = declared.replaceAll(";.*", "").strip().toLowerCase(Locale.ROOT);
        return type.isEmpty() || type.equals("application/octet-stream") ? sniffed(body) : type;
    }

    private static String sniffed(byte[] body) {
        String start =
                new String(body, 0, Math.min(body.length, SNIFFED_BYTES), StandardCharsets.UTF_8);
        if (start.indexOf('\0') >= 0) {
            return "application/octet-stream";
        }
        String lower = start.stripLeading().toLowerCase(Locale.ROOT);
        return lower.startsWith("<!doctype html") || lower.startsWith("<html")
                ? "text/html"
                : "text/plain";
    }

    private static boolean isText(String type) {
        return type.startsWith("text/")
                || TEXTS.contains(type)
                || type.endsWith("+json")
                || type.endsWith("+xml");
    }

    private static Optional<Charset> charset(String declared) {
        Matcher named = CHARSET.matcher(declared);
        if (!named.find()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Charset.forName(named.group(1)));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Optional.empty();
        }
    }
}
