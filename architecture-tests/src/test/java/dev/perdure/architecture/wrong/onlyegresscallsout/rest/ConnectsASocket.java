package dev.perdure.architecture.wrong.onlyegresscallsout.rest;

import java.io.IOException;
import java.net.Socket;

public final class ConnectsASocket {
    private ConnectsASocket() {}

    static Socket connect(String host) throws IOException {
        return new Socket(host, 80);
    }
}
