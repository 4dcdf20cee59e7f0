package dev.perdure.architecture.wrong.onlyegresscallsout.rest;

import java.io.IOException;
import java.net.ServerSocket;

public final class ListensToASocket {
    private ListensToASocket() {}

    static ServerSocket listen() throws IOException {
        return new ServerSocket(0);
    }
}
