package dev.perdure.architecture.wrong.checkedexceptionsstayinside.rest;

import java.io.IOException;

public interface Serves {
    String read() throws IOException;
}
