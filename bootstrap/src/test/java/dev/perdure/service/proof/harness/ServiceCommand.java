package dev.perdure.service.proof.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * How a service is to be started: words and environment. Immutable; what it inherits from this
 * JVM's environment holds no setting of the product.
 *
 * @param environment the settings of the product
 * @param words after the program's name
 */
public record ServiceCommand(Map<String, String> environment, List<String> words) {

    private static final List<String> SETTINGS =
            List.of("PERDURE_", "OPENAI_", "ANTHROPIC_", "GEMINI_", "OTEL_");

    public ServiceCommand {
        environment = Map.copyOf(environment);
        words = List.copyOf(words);
    }

    /** A service on ports of its own that keeps its data in {@code dataDirectory}. */
    public static ServiceCommand on(Path dataDirectory, Ports ports) {
        return new ServiceCommand(
                Map.of(
                        "PERDURE_PORT",
                        Integer.toString(ports.main()),
                        "PERDURE_AGENT_PROTOCOL_PORT",
                        Integer.toString(ports.agentProtocol()),
                        "PERDURE_DATA_DIR",
                        dataDirectory.toString()),
                List.of());
    }

    public ServiceCommand with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(environment);
        more.put(name, value);
        return new ServiceCommand(more, words);
    }

    public ServiceCommand saying(String... more) {
        return new ServiceCommand(environment, Arrays.asList(more));
    }

    int port() {
        return Integer.parseInt(environment.get("PERDURE_PORT"));
    }

    int agentProtocolPort() {
        return Integer.parseInt(environment.get("PERDURE_AGENT_PROTOCOL_PORT"));
    }

    Path dataDirectory() {
        return Path.of(environment.get("PERDURE_DATA_DIR"));
    }

    /** Starts it; what it prints goes into files below {@code output}. */
    Process launch(Path output) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home", ""), "bin", "java").toString());
        command.add("@" + module().resolve("jvm.args"));
        command.addAll(List.of("-jar", module().resolve("target/perdure.jar").toString()));
        command.addAll(words);
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().keySet().removeIf(ServiceCommand::isSetting);
        builder.environment().putAll(environment);
        try {
            Files.createDirectories(output);
            builder.directory(output.toFile());
            builder.redirectOutput(output.resolve("stdout").toFile());
            builder.redirectError(output.resolve("stderr").toFile());
            return builder.start();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The folder of the module whose jar is the program. */
    private static Path module() {
        Path module = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
        if (!Files.exists(module.resolve("target/perdure.jar"))) {
            throw new IllegalStateException(
                    "The proofs run the built program and found none in "
                            + module.resolve("target")
                            + "; ./mvnw verify builds it first.");
        }
        return module;
    }

    /** A key that lies about would have a real model answer, and a collector be told. */
    private static boolean isSetting(String variable) {
        return SETTINGS.stream().anyMatch(variable::startsWith);
    }
}
