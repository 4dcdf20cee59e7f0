package dev.perdure.service;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.List;

/** The addresses the service binds, and whether it can. */
final class Ports {

    private static final String IPV4_LOOPBACK = "127.0.0.1";
    private static final String IPV6_LOOPBACK = "::1";
    private static final String ANY = "0.0.0.0";

    private Ports() {}

    /** Clients write localhost and get either family, so both are bound where both exist. */
    static List<String> hosts(HttpConfig.Bind bind) {
        return switch (bind) {
            case ANY -> List.of(ANY);
            case LOOPBACK -> {
                List<String> hosts = new ArrayList<>(List.of(IPV4_LOOPBACK));
                if (canBind(IPV6_LOOPBACK, 0)) {
                    hosts.add(IPV6_LOOPBACK);
                }
                yield hosts;
            }
        };
    }

    /**
     * Fails with a sentence when a port cannot be had, before anything else has been started.
     *
     * @param accepts whether the Agent Protocol has a port on this node
     */
    static void check(HttpConfig http, boolean accepts) {
        if (accepts && http.port() == http.agentProtocolPort() && http.port() != 0) {
            throw new StartRefused(
                    "PERDURE_PORT and PERDURE_AGENT_PROTOCOL_PORT are both "
                            + http.port()
                            + ": give them different ports.");
        }
        for (String host : hosts(http.bind())) {
            check(host, http.port(), "PERDURE_PORT");
            if (accepts) {
                check(host, http.agentProtocolPort(), "PERDURE_AGENT_PROTOCOL_PORT");
            }
        }
    }

    private static void check(String host, int port, String variable) {
        if (port < 0 || port > 65_535) {
            throw new StartRefused(variable + "=" + port + " is not a port: use 1 to 65535.");
        }
        if (!canBind(host, port)) {
            throw StartRefused.portTaken(port, variable);
        }
    }

    static boolean canBind(String host, int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(InetAddress.getByName(host), port));
            return true;
        } catch (UnknownHostException noSuchFamily) {
            return false;
        } catch (IOException taken) {
            return false;
        }
    }
}
