package dev.perdure.architecture.wrong.nobodycallsout.llm;

import java.net.http.HttpClient;

public interface CallsOut {
    HttpClient client();
}
