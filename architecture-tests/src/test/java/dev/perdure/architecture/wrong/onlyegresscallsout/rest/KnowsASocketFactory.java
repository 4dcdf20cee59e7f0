package dev.perdure.architecture.wrong.onlyegresscallsout.rest;

import javax.net.SocketFactory;

public interface KnowsASocketFactory {
    SocketFactory sockets();
}
