package dev.perdure.service;

import java.io.PrintStream;
import java.util.Map;

/** The command line of the service. */
public final class PerdureService {

    private static final int REFUSED = 1;
    private static final int MISUSED = 2;

    private PerdureService() {}

    public static void main(String[] arguments) {
        int status = run(arguments, System.getenv(), System.out, System.err);
        if (status != 0) {
            System.exit(status);
        }
    }

    /** Runs one command; answers its exit status. */
    static int run(
            String[] arguments, Map<String, String> environment, PrintStream out, PrintStream err) {
        String command = arguments.length == 0 ? "serve" : arguments[0];
        if (arguments.length > 1) {
            err.println("perdure: " + command + " takes no further words. " + Help.HINT);
            return MISUSED;
        }
        // Liquibase reports its use to its vendor unless told not to, before its first class loads.
        System.setProperty("liquibase.analytics.enabled", "false");
        String file = environment.getOrDefault("PERDURE_CONFIG", "");
        try {
            switch (command) {
                case "serve" -> Service.start(file, environment, out).join();
                case "doctor" -> {
                    return new Doctor(file, environment, out).examine() ? 0 : REFUSED;
                }
                case "help", "--help", "-h" -> out.print(Help.TEXT);
                case "version", "--version" -> out.println("perdure " + Version.current());
                default -> {
                    err.println("perdure: there is no command " + command + ". " + Help.HINT);
                    return MISUSED;
                }
            }
            return 0;
        } catch (StartRefused refused) {
            err.println("perdure: " + refused.getMessage());
            return REFUSED;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return REFUSED;
        }
    }
}
