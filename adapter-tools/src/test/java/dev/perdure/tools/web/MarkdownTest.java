package dev.perdure.tools.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.jsoup.Jsoup;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MarkdownTest {

    @Test
    void a_page_keeps_its_structure() {
        assertThat(
                        markdown(
                                """
                                <h1>Title</h1>
                                <p>One <b>bold</b>,
                                   one <em>leaning</em> and <code>x = 1</code>.<br>A new line.</p>
                                <h2>List</h2>
                                <ul><li>one</li><li>two<ol><li>a</li><li>b</li></ol></li></ul>
                                <pre><code>if (a) {
                                  b();
                                }</code></pre>
                                <blockquote>Said.</blockquote>
                                <p><a href="/there?a=b">A link</a> and <img src="x.png" alt="a picture">.</p>
                                <table><tr><th>A</th><th>B</th></tr><tr><td>1</td><td>2</td></tr></table>
                                """))
                .isEqualTo(
                        """
                        # Title

                        One **bold**, one *leaning* and `x = 1`.
                        A new line.

                        ## List

                        - one
                        - two

                          1. a
                          2. b

                        ```
                        if (a) {
                          b();
                        }
                        ```

                        > Said.

                        [A link](https://www.example/there?a=b) and ![a picture].

                        | A | B |
                        |---|---|
                        | 1 | 2 |\
                        """);
    }

    @Test
    void plain_text_has_no_marks() {
        assertThat(
                        Markdown.of(
                                Jsoup.parse(
                                        "<h1>Title</h1><p>One <b>bold</b> <a href='/x'>link</a></p>",
                                        "https://www.example/"),
                                true))
                .isEqualTo("Title\n\nOne bold link");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<script>unseen()</script>",
                "<style>unseen</style>",
                "<template>unseen</template>",
                "<noscript>unseen</noscript>",
                "<p hidden>unseen</p>",
                "<p aria-hidden=true>unseen</p>",
                "<p style='color:red; DISPLAY : none'>unseen</p>",
                "<p style='visibility:hidden'>unseen</p>",
                "<!-- unseen -->",
                "<nav>unseen</nav>",
                "<footer>unseen</footer>",
                "<img src='unseen.png'>"
            })
    void what_a_reader_does_not_see_is_left_out(String unseen) {
        assertThat(markdown("<p>before</p>" + unseen + "<p>after</p>"))
                .isEqualTo("before\n\nafter");
    }

    @Test
    void the_main_part_is_what_a_page_says() {
        assertThat(markdown("<div>menu</div><main><p>said</p></main><div>more</div>"))
                .isEqualTo("said");
        assertThat(markdown("<div>all</div><main> </main>")).isEqualTo("all");
    }

    @ParameterizedTest
    @ValueSource(strings = {"javascript:alert(1)", "data:text/html,x", "file:///etc", "mailto:a@b"})
    void a_link_leads_to_a_page_or_nowhere(String target) {
        assertThat(markdown("<p><a href=\"" + target + "\">words</a></p>")).isEqualTo("words");
    }

    @Test
    void a_deep_page_is_read() {
        String deep = "<div>".repeat(20_000) + "down here";

        assertThat(markdown(deep)).contains("down here");
    }

    private static String markdown(String body) {
        return Markdown.of(Jsoup.parse(body, "https://www.example/"), false);
    }
}
