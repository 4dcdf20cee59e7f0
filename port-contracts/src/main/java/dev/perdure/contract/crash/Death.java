package dev.perdure.contract.crash;

/** What every call of a dead node meets. An error, so that nothing takes it for an outage. */
final class Death extends Error {

    private static final long serialVersionUID = 1L;

    Death() {
        super("This node is dead.", null, false, false);
    }
}
