package dev.perdure.architecture.wrong.nobodycallsout.tools;

import java.net.HttpURLConnection;

public interface KnowsAnOldClient {
    HttpURLConnection client();
}
