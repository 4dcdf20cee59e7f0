package dev.perdure.tools.session;

import dev.perdure.engine.tool.ToolContext;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;

/** One tool about the session it is called in. */
interface SessionTool {

    ToolDefinition definition();

    ToolResult run(Arguments arguments, ToolContext context) throws InvalidArguments;
}
