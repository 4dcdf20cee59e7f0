package dev.perdure.service.proof;

/**
 * How much the proofs do. The short form belongs to every build; {@code -Dproofs=long} asks for the
 * other one.
 *
 * @param sessions streamed at the same time, with one reader each
 * @param turns over all sessions
 * @param rounds of the streaming proof, each with a seed of its own
 * @param kills of each kind
 */
record Extent(int sessions, int turns, int rounds, int kills) {

    private static final long SEED = 20_261_122;
    private static final Extent SHORT = new Extent(50, 200, 1, 1);
    private static final Extent LONG = new Extent(100, 1000, 10, 20);

    static Extent chosen() {
        String wanted = System.getProperty("proofs", "short");
        return switch (wanted) {
            case "short" -> SHORT;
            case "long" -> LONG;
            default -> throw new IllegalArgumentException("proofs is short or long, not " + wanted);
        };
    }

    /**
     * The seed of this run: the one asked for. Otherwise the short form always has the same, so
     * that what passed passes again, and the long form one that was never used before.
     */
    static long seed() {
        String wanted = System.getProperty("proofs.seed", "");
        if (!wanted.isBlank()) {
            return Long.parseLong(wanted);
        }
        return chosen().equals(SHORT) ? SEED : System.nanoTime();
    }
}
