package dev.perdure.architecture.wrong.onlyegresscallsout.llm;

import java.net.http.HttpClient;

public interface CallsOut {
    HttpClient client();
}
