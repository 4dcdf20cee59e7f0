package dev.perdure.tools.builtin;

import dev.perdure.json.JsonObject;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.arguments.Parameters;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Makes up the weather of a place for today, a day of UTC. */
record WeatherTool(InstantSource clock) implements BuiltInTool {

    static final String LOCATION = "location";
    static final String UNITS = "units";
    static final List<String> ALL_UNITS = List.of(FakeWeather.CELSIUS, FakeWeather.FAHRENHEIT);
    static final String OF_LOCATION = "Name of the city or place, for example Tokyo.";
    static final String OF_UNITS = "Units of temperatures; celsius if absent.";

    private static final ToolDefinition DEFINITION =
            new Parameters()
                    .text(LOCATION, OF_LOCATION)
                    .optionalChoice(UNITS, ALL_UNITS, OF_UNITS)
                    .ofTool(
                            "get_weather",
                            "Tells the weather of now at a place: temperature, conditions, humidity"
                                    + " and wind.");

    @Override
    public ToolDefinition definition() {
        return DEFINITION;
    }

    @Override
    public ToolResult run(Arguments arguments) throws InvalidArguments {
        String location = arguments.text(LOCATION);
        String units = arguments.choice(UNITS, ALL_UNITS, FakeWeather.CELSIUS);
        Instant now = clock.instant().truncatedTo(ChronoUnit.MILLIS);
        FakeWeather weather = FakeWeather.of(location, LocalDate.ofInstant(now, ZoneOffset.UTC));
        return ToolResult.success(
                JsonObject.builder()
                        .put(LOCATION, location)
                        .put("temperature", weather.present(units))
                        .put(UNITS, units)
                        .put("conditions", weather.conditions())
                        .put("humidity", weather.humidity())
                        .put("wind_speed_kmh", weather.windKmh())
                        .put("timestamp", now.toString())
                        .build()
                        .toJson());
    }
}
