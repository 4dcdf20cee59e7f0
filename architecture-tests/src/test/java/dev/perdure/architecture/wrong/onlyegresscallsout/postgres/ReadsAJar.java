package dev.perdure.architecture.wrong.onlyegresscallsout.postgres;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;

public final class ReadsAJar {
    private ReadsAJar() {}

    static InputStream open(URL jar) throws IOException {
        return jar.openStream();
    }
}
