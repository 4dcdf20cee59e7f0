package dev.perdure.architecture.wrong.onlyegresscallsout.tools;

import org.apache.hc.client5.http.classic.HttpClient;

public interface KnowsALibrary {
    HttpClient client();
}
