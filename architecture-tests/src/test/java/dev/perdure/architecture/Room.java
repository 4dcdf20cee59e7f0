package dev.perdure.architecture;

/** The packages that rules speak of, each with the module whose classes live there. */
enum Room {
    AGENT("domain", "agent"),
    BUDGET("domain", "budget"),
    CAPABILITY("domain", "capability"),
    EVENT("domain", "event"),
    FILE("domain", "file"),
    HARNESS("domain", "harness"),
    JSON("domain", "json"),
    LOOP("domain", "loop"),
    MESSAGE("domain", "message"),
    MODEL("domain", "model"),
    PROVIDER("domain", "provider"),
    REFUSAL("domain", "refusal"),
    RESOLUTION("domain", "resolution"),
    SCHEDULE("domain", "schedule"),
    SESSION("domain", "session"),
    TENANT("domain", "tenant"),
    TOOL("domain", "tool"),
    TOOL_SERVER("domain", "toolserver"),
    TURN("domain", "turn"),

    ENGINE("application", "engine"),
    ENGINE_AGENT("application", "engine.agent"),
    ENGINE_BUDGET("application", "engine.budget"),
    ENGINE_DELEGATION("application", "engine.delegation"),
    ENGINE_FILE("application", "engine.file"),
    ENGINE_FILE_PATTERN("application", "engine.file.pattern"),
    ENGINE_IDENTITY("application", "engine.identity"),
    ENGINE_IN_MEMORY("application", "engine.inmemory"),
    ENGINE_LOG("application", "engine.log"),
    ENGINE_MODEL("application", "engine.model"),
    ENGINE_PROVIDER("application", "engine.provider"),
    ENGINE_SCHEDULE("application", "engine.schedule"),
    ENGINE_SCHEDULE_CRON("application", "engine.schedule.cron"),
    ENGINE_SESSION("application", "engine.session"),
    ENGINE_STORE("application", "engine.store"),
    ENGINE_TIMING("application", "engine.timing"),
    ENGINE_TOOL("application", "engine.tool"),
    ENGINE_TOOL_SERVER("application", "engine.toolserver"),
    ENGINE_TURN("application", "engine.turn"),
    ENGINE_TURN_EFFECT("application", "engine.turn.effect"),
    ENGINE_WORK("application", "engine.work"),
    ENGINE_WORKER("application", "engine.worker"),

    CONTRACT("port-contracts", "contract"),

    EGRESS("egress", "egress"),

    PERSISTENCE("adapter-persistence", "persistence"),
    PERSISTENCE_CODEC("adapter-persistence", "persistence.codec"),
    PERSISTENCE_DATABASE("adapter-persistence", "persistence.database"),
    PERSISTENCE_STORE("adapter-persistence", "persistence.store"),

    LLM("adapter-llm", "llm"),
    LLM_ANTHROPIC("adapter-llm", "llm.anthropic"),
    LLM_CHAT("adapter-llm", "llm.chat"),
    LLM_GEMINI("adapter-llm", "llm.gemini"),
    LLM_RESPONSES("adapter-llm", "llm.responses"),
    LLM_SIMULATED("adapter-llm", "llm.simulated"),

    TELEMETRY("adapter-telemetry", "telemetry"),

    TOOLS("adapter-tools", "tools"),

    REST("adapter-rest", "rest"),
    REST_AGENT_PROTOCOL("adapter-rest", "rest.agentprotocol"),
    REST_ASK("adapter-rest", "rest.ask"),
    REST_DOCUMENTATION("adapter-rest", "rest.documentation"),
    REST_EVERRUNS("adapter-rest", "rest.everruns"),
    REST_EVERRUNS_CURRENT("adapter-rest", "rest.everruns.current"),
    REST_EVERRUNS_NESTED("adapter-rest", "rest.everruns.nested"),
    REST_EVERRUNS_WIRE("adapter-rest", "rest.everruns.wire"),
    REST_HEALTH("adapter-rest", "rest.health"),
    REST_HTTP("adapter-rest", "rest.http"),
    REST_SSE("adapter-rest", "rest.sse"),

    POSTGRES("embedded-postgres", "postgres"),
    POSTGRES_TESTING("embedded-postgres", "postgres.testing"),

    SERVICE("bootstrap", "service"),

    EXAMPLES("examples", "examples");

    private final String module;
    private final String path;

    Room(String module, String path) {
        this.module = module;
        this.path = path;
    }

    /** The folder of the Maven module. */
    String module() {
        return module;
    }

    /** The package below the root. */
    String path() {
        return path;
    }

    /** Whether this room is the uppermost of its branch. */
    boolean isTop() {
        return path.indexOf('.') < 0;
    }
}
