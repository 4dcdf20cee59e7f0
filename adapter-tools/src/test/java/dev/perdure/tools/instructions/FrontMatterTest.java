package dev.perdure.tools.instructions;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FrontMatterTest {

    @Test
    void plain_members_are_texts_in_whichever_form_they_are_written() {
        FrontMatter front =
                read(
                        """
                        ---
                        name: pdf-forms
                        description: >
                          Fills in forms,
                          page by page.
                        version: 1.20
                        allowed: yes
                        license: "MIT: the short one"
                        ---
                        # Forms
                        ---
                        Begin.
                        """);

        assertThat(front.member("name")).contains("pdf-forms");
        assertThat(front.member("description")).contains("Fills in forms, page by page.");
        assertThat(front.member("version")).contains("1.20");
        assertThat(front.member("license")).contains("MIT: the short one");
        assertThat(front.body()).isEqualTo("# Forms\n---\nBegin.\n");
    }

    @Test
    void what_is_not_plain_is_passed_over() {
        FrontMatter front =
                read(
                        """
                        ---
                        metadata: {name: inner, list: [1, {name: deeper}]}
                        tools:
                          - name: in a list
                        ? [a, complex]
                        : key
                        base: &b {x: 1}
                        again: *b
                        name: outer
                        ---
                        """);

        assertThat(front.member("name")).contains("outer");
        assertThat(front.members()).containsOnlyKeys("name");
        assertThat(front.body()).isEmpty();
    }

    @Test
    void lines_may_end_as_on_other_systems_and_begin_with_a_mark_of_their_order() {
        FrontMatter front = read("\uFEFF---\r\nname: a\r\n---\r\nBody\r\n");

        assertThat(front.member("name")).contains("a");
        assertThat(front.body()).isEqualTo("Body\n");
    }

    @Test
    void nothing_is_made_of_tags_and_aliases_and_depth_costs_nothing() {
        String bomb =
                """
                a: &a [x,x,x,x,x,x,x,x,x]
                b: &b [*a,*a,*a,*a,*a,*a,*a,*a]
                c: [*b,*b,*b,*b,*b,*b,*b,*b]
                """;
        assertThat(read("---\n" + bomb + "name: !!java.net.URL [x]\n---\n").members()).isEmpty();
        assertThat(read("---\nname: !!javax.script.ScriptEngineManager x\n---\n").member("name"))
                .contains("x");

        String deep = "[".repeat(4_000) + "]".repeat(4_000);
        assertThat(read("---\nd: " + deep + "\nname: a\n---\n").member("name")).contains("a");
    }

    @Test
    void the_lines_of_dashes_are_within_reach_of_each_other() {
        int room = FrontMatter.CHARACTERS_MAX - "---\nname: \n".length();
        assertThat(FrontMatter.of("---\nname: " + "n".repeat(room) + "\n---\n").isRight()).isTrue();
        assertThat(FrontMatter.of("---\nname: " + "n".repeat(room + 1) + "\n---\n").getLeft())
                .contains("8192 characters");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "name: a",
                "# A title\n---\nname: a\n---\n",
                "---",
                "---\nname: a\n",
                "---\nname: a\n----\n",
                "---\n- a\n---\n",
                "---\njust words\n---\n",
                "---\nname: a\nname: b\n---\n",
                "---\nname: [a\n---\n",
                "---\n\tname: a\n---\n",
                "---\nname: \u0001\n---\n",
                "---\nname: \"\\ud800\n---\n"
            })
    void what_is_no_front_matter_is_told_in_a_sentence(String text) {
        assertThat(FrontMatter.of(text).getLeft()).endsWith(".");
    }

    @Test
    void front_matter_may_be_empty() {
        assertThat(read("---\n---\nBody").members()).isEmpty();
        assertThat(read("---\nname:\n---").member("name")).isEmpty();
    }

    private static FrontMatter read(String text) {
        return FrontMatter.of(text).get();
    }
}
