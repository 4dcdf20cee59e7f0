package dev.perdure.tools.builtin;

import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;

/** One tool of this package. */
interface BuiltInTool {

    ToolDefinition definition();

    ToolResult run(Arguments arguments) throws InvalidArguments;
}
