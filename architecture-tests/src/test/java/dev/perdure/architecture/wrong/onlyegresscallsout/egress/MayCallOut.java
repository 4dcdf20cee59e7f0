package dev.perdure.architecture.wrong.onlyegresscallsout.egress;

import java.net.http.HttpClient;

public interface MayCallOut {
    HttpClient client();
}
