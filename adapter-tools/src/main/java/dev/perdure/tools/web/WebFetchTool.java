package dev.perdure.tools.web;

import dev.perdure.egress.AddressPolicy;
import dev.perdure.egress.Destination;
import dev.perdure.egress.EgressClient;
import dev.perdure.egress.EgressRequest;
import dev.perdure.egress.Fetch;
import dev.perdure.egress.FetchBounds;
import dev.perdure.egress.Fetched;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.arguments.Parameters;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads one page. */
final class WebFetchTool {

    /** A page of text is rarely longer; a document of that size takes ten times as much memory. */
    static final int BYTES_MAX = 2 * 1024 * 1024;

    static final int CHARACTERS = 20_000;

    /** Below what is kept of any result. */
    static final int CHARACTERS_MAX = 60_000;

    private static final int CHARACTERS_MIN = 100;
    private static final Duration TOTAL = Duration.ofSeconds(30);
    private static final FetchBounds BOUNDS =
            new FetchBounds(BYTES_MAX, Duration.ofSeconds(20), Duration.ofSeconds(10));

    private static final Map<String, String> HEADERS =
            Map.of(
                    "accept",
                    "text/markdown, text/html;q=0.9, text/plain;q=0.9, */*;q=0.5",
                    "user-agent",
                    "perdure");

    static final ToolDefinition DEFINITION =
            new Parameters()
                    .text("url", "Address of the page, beginning with https:// or http://.")
                    .optionalChoice(
                            "format",
                            List.of(Page.MARKDOWN, Page.TEXT, Page.HTML),
                            "markdown (if absent), text (no links and marks) or html (as it is).")
                    .optionalInteger(
                            "max_characters",
                            CHARACTERS_MIN,
                            CHARACTERS_MAX,
                            "How much of it to answer at most; 20000 if absent.")
                    .optionalInteger(
                            "start_character",
                            0,
                            BYTES_MAX,
                            "Where to go on in a page that was cut off; 0 if absent.")
                    .ofTool(
                            "web_fetch",
                            "Reads a page of the public web and answers what it says.",
                            new ToolHints(true, false, true, true, false));

    private final EgressClient client;
    private final Fence fence;

    WebFetchTool(EgressClient client, Fence fence) {
        this.client = client;
        this.fence = fence;
    }

    /** Asks under a policy, for no longer than until the deadline. */
    ToolResult run(Arguments arguments, AddressPolicy policy, Duration left)
            throws InvalidArguments, InterruptedException {
        String format =
                arguments.choice(
                        "format", List.of(Page.MARKDOWN, Page.TEXT, Page.HTML), Page.MARKDOWN);
        int most = arguments.integer("max_characters", CHARACTERS, CHARACTERS_MIN, CHARACTERS_MAX);
        int start = arguments.integer("start_character", 0, 0, BYTES_MAX);
        Destination destination = destination(arguments.text("url"));
        EgressRequest request =
                new EgressRequest(
                        "GET", destination, HEADERS, "", left.compareTo(TOTAL) < 0 ? left : TOTAL);
        return switch (new Fetch(client.under(policy), BOUNDS).ask(request)) {
            case Fetched.Failed failed -> ToolResult.error(failed.failure().sentence());
            case Fetched.Document document -> told(document, format, start, most);
        };
    }

    private static Destination destination(String url) throws InvalidArguments {
        try {
            return WebAddress.of(url);
        } catch (IllegalArgumentException unusable) {
            throw InvalidArguments.because(
                    "The argument url of web_fetch is not usable. " + unusable.getMessage());
        }
    }

    /** Beside the fence stands nothing that a server chose, but the name of its host. */
    private ToolResult told(Fetched.Document document, String format, int start, int most) {
        String host = document.from().host();
        if (document.status() < 200 || document.status() > 299) {
            return ToolResult.error(host + " answered with status " + document.status() + ".");
        }
        Optional<Page> page = Page.of(document, format);
        return page.isPresent()
                ? ToolResult.success(told(document, page.get(), start, most))
                : ToolResult.error("What " + host + " answered is no text.");
    }

    private String told(Fetched.Document document, Page page, int start, int most) {
        String text = page.text();
        int from = boundary(text, start);
        int to = boundary(text, Math.min(text.length(), from + most));
        StringBuilder told = new StringBuilder();
        if (from > 0 || to < text.length()) {
            told.append("Characters %d to %d of %d follow.".formatted(from, to, text.length()));
            told.append(to < text.length() ? " Go on with start_character " + to + ".\n" : "\n");
        }
        if (!document.whole()) {
            told.append("The page is longer than what is read of one: its end is missing.\n");
        }
        String head =
                "url: "
                        + document.from().uri()
                        + (page.title().isEmpty() ? "" : "\ntitle: " + page.title());
        return told.append(
                        fence.around(
                                head + "\n\n" + text.substring(from, to), document.from().host()))
                .toString();
    }

    /** Not in the middle of a character that takes two. */
    private static int boundary(String text, int at) {
        int within = Math.min(at, text.length());
        boolean splits =
                within > 0
                        && within < text.length()
                        && Character.isLowSurrogate(text.charAt(within))
                        && Character.isHighSurrogate(text.charAt(within - 1));
        return splits ? within - 1 : within;
    }
}
