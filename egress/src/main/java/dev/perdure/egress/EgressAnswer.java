package dev.perdure.egress;

/** How an answer begins. */
public sealed interface EgressAnswer {

    /** The status and the headers are there; the body can be read. A redirect is such an answer. */
    record Begun(int status, AnswerHeaders headers) implements EgressAnswer {}

    record Failed(EgressFailure failure) implements EgressAnswer {}
}
