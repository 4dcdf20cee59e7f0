package dev.perdure.tools.instructions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.engine.file.FileContent;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SkillToolsTest {

    private final WorkspaceOfASession workspace = new WorkspaceOfASession();
    private final SkillTools skills = SkillTools.on(workspace.storage());

    @AfterEach
    void close() {
        workspace.storage().close();
    }

    @Test
    void a_workspace_without_skills_costs_no_prompt() throws InterruptedException {
        workspace.put("/skills/README.md", "no skill");
        workspace.put("/skills/SKILL.md", skill("skills", "in no directory of its own"));
        workspace.put("/skills/a/b/SKILL.md", skill("b", "too deep"));

        assertThat(prompt()).isEmpty();
        assertThat(run("list_skills", "{}").output()).isEqualTo("{\"skills\":[],\"unusable\":[]}");
        assertThat(run("activate_skill", "{\"name\":\"a\"}").error()).contains("nor any other");
    }

    @Test
    void the_prompt_has_names_and_descriptions_and_activation_has_the_rest()
            throws InterruptedException {
        workspace.put("/skills/pdf-forms/SKILL.md", skill("pdf-forms", "Fills in\n  forms."));
        workspace.put("/skills/pdf-forms/fields.md", "fields");
        workspace.put("/workspace/.agents/skills/mail/SKILL.md", skill("mail", "Writes mails."));

        assertThat(prompt())
                .contains("activate_skill", "\n- pdf-forms: Fills in forms.\n- mail: Writes mails.")
                .doesNotContain("Step one");
        assertThat(run("activate_skill", "{\"name\":\"pdf-forms\"}").output())
                .isEqualTo(
                        "{\"name\":\"pdf-forms\",\"path\":\"/skills/pdf-forms/SKILL.md\","
                                + "\"files\":[\"/skills/pdf-forms/fields.md\"],"
                                + "\"instructions\":\"Step one of pdf-forms.\"}");
        assertThat(run("activate_skill", "{\"name\":\"pdf\"}").error())
                .isEqualTo("There is no skill pdf. There are: pdf-forms, mail.");
    }

    @Test
    void a_skill_that_cannot_be_used_is_listed_with_the_reason_and_not_told_of()
            throws InterruptedException {
        workspace.put("/skills/Big Name/SKILL.md", skill("Big Name", "d"));
        workspace.put("/skills/other/SKILL.md", skill("another", "d"));
        workspace.put("/skills/plain/SKILL.md", "# No front matter");
        workspace.put("/skills/silent/SKILL.md", "---\nname: silent\n---\nBody");
        workspace.put("/skills/bytes/SKILL.md", FileContent.of(new byte[] {0, 1}));
        workspace.put("/skills/large/SKILL.md", "x".repeat(Skill.BYTES_MAX + 1));
        workspace.put("/skills/twice/SKILL.md", skill("twice", "The first."));
        workspace.put("/.agents/skills/twice/SKILL.md", skill("twice", "The second."));

        assertThat(prompt()).endsWith("\n- twice: The first.");
        assertThat(run("list_skills", "{}").output())
                .contains(
                        "small letters",
                        "not that of its directory",
                        "does not begin with a line of three dashes",
                        "no description",
                        "not text",
                        "more than 65536 bytes",
                        "Another skill has its name")
                .contains("\"skills\":[{\"name\":\"twice\",\"description\":\"The first.\"");
    }

    @Test
    void a_description_is_one_line_of_bounded_length() {
        String longest = "d".repeat(Skill.DESCRIPTION_CHARACTERS_MAX);
        workspace.put("/skills/a/SKILL.md", skill("a", longest));
        assertThat(prompt()).endsWith("- a: " + longest);

        workspace.put("/skills/a/SKILL.md", skill("a", longest + "e"));
        assertThat(prompt()).endsWith("- a: " + longest);

        workspace.put(
                "/skills/a/SKILL.md",
                "---\ndescription: \"One.\\n- b: not a skill\\u2028\\u0007two\"\n---\n");
        assertThat(prompt()).endsWith("\n- a: One. - b: not a skill two");
    }

    @Test
    void so_many_skills_are_known_and_so_much_is_told_of_them() throws InterruptedException {
        String longest = "d".repeat(Skill.DESCRIPTION_CHARACTERS_MAX);
        for (int i = 100; i < 100 + SkillFiles.SKILLS_MAX; i++) {
            workspace.put("/skills/s" + i + "/SKILL.md", skill("s" + i, longest));
        }
        assertThat(prompt().length()).isLessThan(SkillTools.PROMPT_CHARACTERS_MAX + 100);
        assertThat(prompt()).endsWith("- 43 more, which list_skills tells of.");
        assertThat(run("list_skills", "{}").output()).endsWith("\"unusable\":[]}");

        workspace.put("/skills/t/SKILL.md", skill("t", "One too many."));
        assertThat(run("list_skills", "{}").output()).contains("at most 50 skills");
        assertThat(run("activate_skill", "{\"name\":\"t\"}").succeeded()).isFalse();
    }

    @Test
    void its_tools_only_read() {
        assertThat(skills.capabilities().getFirst().tools())
                .extracting(ToolDefinition::name)
                .containsExactly("list_skills", "activate_skill");
        assertThat(skills.capabilities().getFirst().tools())
                .allSatisfy(tool -> assertThat(tool.hints().readOnly()).isTrue());
    }

    private String prompt() {
        return workspace.instructions(skills);
    }

    private ToolResult run(String tool, String arguments) throws InterruptedException {
        return workspace.run(skills, tool, arguments);
    }

    private static String skill(String name, String description) {
        return "---\nname: "
                + name
                + "\ndescription: |\n  "
                + description
                + "\n---\n\nStep one of "
                + name
                + ".\n";
    }
}
