package dev.perdure.architecture.wrong.onlyegresscallsout.tools;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

public final class OpensAnAddress {
    private OpensAnAddress() {}

    static InputStream open(URL address) throws IOException {
        return address.openStream();
    }
}
