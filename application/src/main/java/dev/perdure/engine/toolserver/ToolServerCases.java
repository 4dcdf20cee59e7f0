package dev.perdure.engine.toolserver;

/** What can be asked of stored servers of tools, one class for each question. */
public record ToolServerCases(
        AddToolServer add,
        ReviseToolServer revise,
        RemoveToolServer remove,
        SyncToolServer sync,
        ApproveTools approve,
        RewrapHeaders rewrap) {}
