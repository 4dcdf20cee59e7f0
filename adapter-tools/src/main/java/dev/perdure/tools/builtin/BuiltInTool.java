package dev.perdure.tools.builtin;

import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;

/** One tool of this package. */
interface BuiltInTool {

    ToolDefinition definition();

    ToolResult run(Arguments arguments) throws InvalidArguments;
}
