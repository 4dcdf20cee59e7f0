package dev.perdure.service;

import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * What a person sees when the service is ready: where it is, where the data lives, what to type.
 */
record Banner(PerdureConfiguration configuration, Database database, Models models) {

    String text(long elapsedNanos) {
        if (!configuration.engine().role().accepts()) {
            return workerText(elapsedNanos);
        }
        String base = "http://localhost:" + configuration.http().port();
        String bound =
                configuration.http().bind() == HttpConfig.Bind.LOOPBACK
                        ? "this machine only; there is no authentication"
                        : "EVERY address of this machine, without authentication";
        return String.format(
                Locale.ROOT,
                """

                Perdure %s is ready after %.1f s.

                  API             %s  (%s)
                  Agent Protocol  http://localhost:%d
                  Data            %s
                  Model           %s

                Stream an answer:

                  curl -N %s/v1/ask -d 'What survives a crash?'

                Ctrl-C stops it. A kill loses nothing.

                """,
                Version.current(),
                elapsedNanos / (double) TimeUnit.SECONDS.toNanos(1),
                base,
                bound,
                configuration.http().agentProtocolPort(),
                database.description(),
                models.standard().name(),
                base);
    }

    private String workerText(long elapsedNanos) {
        return String.format(
                Locale.ROOT,
                """

                Perdure %s is ready after %.1f s. It runs turns and accepts no requests.

                  Health          http://localhost:%d/health
                  Data            %s
                  Model           %s

                Ctrl-C stops it. A kill loses nothing.

                """,
                Version.current(),
                elapsedNanos / (double) TimeUnit.SECONDS.toNanos(1),
                configuration.http().port(),
                database.description(),
                models.standard().name());
    }
}
