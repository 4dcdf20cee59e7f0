package dev.perdure.architecture.wrong.checkedexceptionsstayinside.persistence;

public interface Waits {
    String read() throws InterruptedException, IllegalStateException;
}
