package dev.perdure.service;

/** What the command line says about itself. */
final class Help {

    static final String HINT = "`perdure --help` lists the commands.";

    static final String TEXT =
            """
            Perdure: a durable engine for AI agents.

            Usage: perdure [command]

              serve       start the service; what happens without a command
              doctor      check this installation and say what to mend
              --version   print the version
              --help      print this

            Settings, all optional:

              PERDURE_PORT                 port of the API (9000)
              PERDURE_AGENT_PROTOCOL_PORT  port of the Agent Protocol (8000)
              PERDURE_BIND                 loopback (this machine only) or any
              PERDURE_DATA_DIR             where the PostgreSQL of its own keeps its data (data)
              PERDURE_DATABASE_URL         a PostgreSQL that runs elsewhere, instead of its own
              PERDURE_ROLE                 all (accept and run turns), api (accept only) or worker (run only)
              PERDURE_PLACES               turns that run at the same time on this node (1000)
              PERDURE_DRAIN_SECONDS        how long calls under way may keep it from ending (5)
              PERDURE_MODEL                the model of whatever names none (the first provider's, else simulated)
              OPENAI_API_KEY               makes OpenAI a provider of models
              OPENAI_BASE_URL              where it is, or another server that speaks the same
              PERDURE_SECRET_KEYS          master keys that seal the keys of stored providers (id:key,id:key)
              PERDURE_EGRESS_PRIVATE_ALLOW what tools may ask beside the public internet (host,address,address/bits)
              PERDURE_HEARTBEAT_SECONDS    silence after which a comment keeps a stream open (15)
              OTEL_EXPORTER_OTLP_ENDPOINT  a collector of OpenTelemetry that is told of turns (none)
              PERDURE_LOG_LEVEL            DEBUG, INFO, WARN or ERROR (INFO)
              PERDURE_CONFIG               a configuration file of your own

            Ctrl-C stops it cleanly. A kill loses nothing: the next start goes on where it stopped.
            """;

    private Help() {}
}
