package dev.perdure.architecture.wrong.ausecaseanswersonequestion.engine.session;

public record Draft(String text) {
    public boolean isEmpty() {
        return text.isEmpty();
    }

    public int length() {
        return text.length();
    }
}
