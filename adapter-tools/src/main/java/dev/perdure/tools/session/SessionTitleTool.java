package dev.perdure.tools.session;

import dev.perdure.engine.session.ReviseSession;
import dev.perdure.engine.tool.ToolContext;
import dev.perdure.refusal.Refusal;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolHints;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.arguments.Parameters;

/** Gives the session a title. Saying the same again changes nothing. */
record SessionTitleTool(ReviseSession revise) implements SessionTool {

    static final int CHARACTERS_MAX = 200;

    private static final ToolHints HINTS = new ToolHints(false, false, true, false, false);

    @Override
    public ToolDefinition definition() {
        return new Parameters()
                .text("title", "A few words; at most " + CHARACTERS_MAX + " characters.")
                .ofTool("write_session_title", "Gives this conversation a title.", HINTS);
    }

    @Override
    public ToolResult run(Arguments arguments, ToolContext context) throws InvalidArguments {
        String title = arguments.text("title").strip();
        if (title.length() > CHARACTERS_MAX) {
            throw arguments.not("a title of at most " + CHARACTERS_MAX + " characters", "title");
        }
        return revise.revise(
                        context.session(),
                        before -> before.described(title, before.tags(), before.extensions()))
                .map(session -> ToolResult.success("The title is now: " + title))
                .getOrElseGet((Refusal refusal) -> ToolResult.error(refusal.sentence()));
    }
}
