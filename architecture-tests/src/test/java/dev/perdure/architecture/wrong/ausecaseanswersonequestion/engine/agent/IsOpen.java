package dev.perdure.architecture.wrong.ausecaseanswersonequestion.engine.agent;

public class IsOpen {
    public String first() {
        return "";
    }
}
