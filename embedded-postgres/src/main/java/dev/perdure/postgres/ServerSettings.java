package dev.perdure.postgres;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The settings a server is started with, by their PostgreSQL names. */
final class ServerSettings {

    private ServerSettings() {}

    static Map<String, String> of(EmbeddedPostgresConfig config) {
        Map<String, String> settings = new LinkedHashMap<>(common());
        settings.putAll(
                switch (config.durability()) {
                    case DURABLE -> durable();
                    case THROWAWAY -> throwaway();
                });
        settings.putAll(config.settings());
        return settings;
    }

    /**
     * The same in tests as in production, so that what a test sees of time-outs and deadlocks is
     * true.
     */
    private static Map<String, String> common() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("listen_addresses", "127.0.0.1");
        settings.put("unix_socket_directories", "");
        settings.put("synchronous_commit", "on");
        settings.put("jit", "off");
        settings.put("deadlock_timeout", "100ms");
        settings.put("idle_in_transaction_session_timeout", "30s");
        settings.put("client_connection_check_interval", "1s");
        settings.put("tcp_keepalives_idle", "30");
        settings.put("tcp_keepalives_interval", "5");
        settings.put("tcp_keepalives_count", "3");
        settings.put("checkpoint_timeout", "5min");
        settings.put("wal_compression", "off");
        return settings;
    }

    private static Map<String, String> durable() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fsync", "on");
        settings.put("full_page_writes", "on");
        settings.put("max_wal_size", "512MB");
        settings.put("shared_buffers", "256MB");
        settings.put("max_connections", "64");
        return settings;
    }

    private static Map<String, String> throwaway() {
        Map<String, String> settings = new LinkedHashMap<>();
        settings.put("fsync", "off");
        settings.put("full_page_writes", "off");
        settings.put("max_wal_size", "256MB");
        settings.put("shared_buffers", "64MB");
        settings.put("max_connections", "200");
        return settings;
    }

    /**
     * As arguments of {@code postgres}; an argument wins over every file that a client could have
     * changed.
     */
    static List<String> asArguments(Map<String, String> settings) {
        List<String> arguments = new ArrayList<>();
        settings.forEach((name, value) -> {
            arguments.add("-c");
            arguments.add(name + "=" + value);
        });
        return arguments;
    }
}
