package dev.perdure.persistence.database;

/**
 * What every session of ours asks of the server, so that it notices within seconds that a client is
 * gone, and gives up the locks that client held.
 */
public final class ServerSettings {

    /** How long a transaction may wait for its client, which never thinks in the middle of one. */
    static final String IDLE_IN_TRANSACTION_MAX = "10s";

    /**
     * A statement that sets them for the session. What a server does not know, or its system cannot
     * do, is left out.
     */
    public static final String ASK =
            """
            do $$
            declare
                setting text[];
            begin
                foreach setting slice 1 in array array[
                    ['idle_in_transaction_session_timeout', '%s'],
                    ['client_connection_check_interval', '1s'],
                    ['tcp_keepalives_idle', '2'],
                    ['tcp_keepalives_interval', '1'],
                    ['tcp_keepalives_count', '2']]
                loop
                    begin
                        perform set_config(setting[1], setting[2], false);
                    exception when others then
                        raise debug '%% is left as it is: %%', setting[1], sqlerrm;
                    end;
                end loop;
            end $$
            """
                    .formatted(IDLE_IN_TRANSACTION_MAX);

    private ServerSettings() {}
}
