package dev.perdure.architecture.wrong.onlyegresscallsout.tools;

import java.io.IOException;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Document;

public final class ConnectsItsParser {
    private ConnectsItsParser() {}

    static Document page(String address) throws IOException {
        return Jsoup.connect(address).get();
    }
}
