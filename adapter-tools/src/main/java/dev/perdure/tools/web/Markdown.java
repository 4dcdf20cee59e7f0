package dev.perdure.tools.web;

import java.util.Locale;
import java.util.Set;
import org.jsoup.nodes.Document;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/**
 * A page as Markdown, or as plain text: what a reader sees of its main part. What is hidden from a
 * reader is hidden from a model, too.
 */
final class Markdown implements NodeVisitor {

    private static final String UNSEEN =
            "script, style, noscript, template, svg, canvas, iframe, object, embed, head, dialog,"
                    + " [hidden], [aria-hidden=true], [style~=(?i)display\\s*:\\s*none],"
                    + " [style~=(?i)visibility\\s*:\\s*hidden]";
    private static final String AROUND = "nav, footer, aside, form";

    private static final Set<String> BLOCKS =
            Set.of(
                    "address",
                    "article",
                    "blockquote",
                    "body",
                    "dd",
                    "details",
                    "div",
                    "dl",
                    "dt",
                    "fieldset",
                    "figcaption",
                    "figure",
                    "header",
                    "hr",
                    "main",
                    "ol",
                    "p",
                    "pre",
                    "section",
                    "summary",
                    "table",
                    "ul",
                    "h1",
                    "h2",
                    "h3",
                    "h4",
                    "h5",
                    "h6");

    private final boolean plain;
    private final Prose prose = new Prose();
    private int lists;

    private Markdown(boolean plain) {
        this.plain = plain;
    }

    /**
     * What a page says.
     *
     * @param plain without any marks
     */
    static String of(Document page, boolean plain) {
        page.select(UNSEEN).remove();
        Element main = page.selectFirst("main, [role=main], article");
        Element root = main == null || main.text().isBlank() ? page.body() : main;
        if (root.equals(page.body())) {
            page.select(AROUND).remove();
        }
        Markdown markdown = new Markdown(plain);
        NodeTraversor.traverse(markdown, root);
        return markdown.prose.text();
    }

    @Override
    public void head(Node node, int depth) {
        if (node instanceof TextNode text) {
            prose.say(text.getWholeText());
        } else if (node instanceof Element element) {
            begin(element);
        }
    }

    @Override
    public void tail(Node node, int depth) {
        if (node instanceof Element element) {
            end(element);
        }
    }

    private void begin(Element element) {
        String name = element.normalName();
        if (BLOCKS.contains(name)) {
            prose.paragraph();
        }
        switch (name) {
            case "h1", "h2", "h3", "h4", "h5", "h6" -> mark("#".repeat(name.charAt(1) - '0') + " ");
            case "br" -> prose.line();
            case "hr" -> mark("---");
            case "ul", "ol" -> lists++;
            case "li" -> item(element);
            case "pre" -> prose.verbatim(plain ? "" : "```");
            case "blockquote" -> mark("> ");
            case "strong", "b" -> mark("**");
            case "em", "i" -> mark("*");
            case "code" -> mark(prose.isVerbatim() ? "" : "`");
            case "a" -> mark(link(element).isEmpty() ? "" : "[");
            case "img" -> image(element);
            case "tr" -> prose.line();
            case "td", "th" -> prose.raw("| ");
            default -> prose.pass();
        }
    }

    private void end(Element element) {
        String name = element.normalName();
        switch (name) {
            case "ul", "ol" -> lists--;
            case "pre" -> prose.endVerbatim(plain ? "" : "```");
            case "strong", "b" -> mark("**");
            case "em", "i" -> mark("*");
            case "code" -> mark(prose.isVerbatim() ? "" : "`");
            case "a" -> {
                String link = link(element);
                mark(link.isEmpty() ? "" : "](" + link + ")");
            }
            case "tr" -> rule(element);
            case "td", "th" -> prose.raw(" ");
            default -> prose.pass();
        }
        if (BLOCKS.contains(name)) {
            prose.paragraph();
        }
    }

    private void item(Element element) {
        Element list = element.parent();
        boolean numbered = list != null && list.normalName().equals("ol");
        prose.line();
        prose.raw(
                "  ".repeat(Math.max(0, lists - 1))
                        + (numbered ? element.elementSiblingIndex() + 1 + ". " : "- "));
    }

    private void image(Element element) {
        String words = element.attr("alt").strip();
        prose.raw(words.isEmpty() ? "" : plain ? words : "![" + words + "]");
    }

    /** Below the first row, as Markdown has it. */
    private void rule(Element row) {
        prose.raw("|");
        if (!plain && row.elementSiblingIndex() == 0 && row.previousElementSibling() == null) {
            prose.line();
            prose.raw("|---".repeat(row.childrenSize()) + "|");
        }
    }

    private void mark(String mark) {
        if (!plain) {
            prose.raw(mark);
        }
    }

    /** Where a link leads; empty unless that is a page. */
    private static String link(Element element) {
        String target = element.absUrl("href");
        String scheme = target.toLowerCase(Locale.ROOT);
        return scheme.startsWith("http://") || scheme.startsWith("https://")
                ? target.replace(")", "%29").replace(" ", "%20")
                : "";
    }
}
