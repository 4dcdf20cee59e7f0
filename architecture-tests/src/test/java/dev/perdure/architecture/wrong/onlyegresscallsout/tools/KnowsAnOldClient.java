package dev.perdure.architecture.wrong.onlyegresscallsout.tools;

import java.net.HttpURLConnection;

public interface KnowsAnOldClient {
    HttpURLConnection client();
}
