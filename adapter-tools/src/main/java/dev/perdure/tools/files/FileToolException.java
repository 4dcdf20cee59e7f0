package dev.perdure.tools.files;

import dev.perdure.refusal.Refusal;
import io.vavr.control.Either;

/** Why a call came to nothing, in a sentence for the model; never leaves this package. */
final class FileToolException extends Exception {

    private final String sentence;

    FileToolException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    String sentence() {
        return sentence;
    }

    static <T> T orThrow(Either<Refusal, T> answer) throws FileToolException {
        if (answer.isLeft()) {
            throw new FileToolException(answer.getLeft().sentence());
        }
        return answer.get();
    }
}
