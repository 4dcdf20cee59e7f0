package dev.perdure.tools.builtin;

import dev.perdure.json.JsonArray;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import dev.perdure.tool.ToolDefinition;
import dev.perdure.tool.ToolResult;
import dev.perdure.tools.arguments.Arguments;
import dev.perdure.tools.arguments.InvalidArguments;
import dev.perdure.tools.arguments.Parameters;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Makes up the weather of a place for some days, from today on, days of UTC. */
record ForecastTool(InstantSource clock) implements BuiltInTool {

    private static final String DAYS = "days";
    private static final int DAYS_UNASKED = 3;
    private static final int DAYS_MAX = 7;

    private static final ToolDefinition DEFINITION =
            new Parameters()
                    .text(WeatherTool.LOCATION, WeatherTool.OF_LOCATION)
                    .optionalInteger(DAYS, 1, DAYS_MAX, "How many days; 3 if absent.")
                    .optionalChoice(WeatherTool.UNITS, WeatherTool.ALL_UNITS, WeatherTool.OF_UNITS)
                    .ofTool("get_forecast", "Tells the weather of the next days at a place.");

    @Override
    public ToolDefinition definition() {
        return DEFINITION;
    }

    @Override
    public ToolResult run(Arguments arguments) throws InvalidArguments {
        String location = arguments.text(WeatherTool.LOCATION);
        int days = arguments.integer(DAYS, DAYS_UNASKED, 1, DAYS_MAX);
        String units =
                arguments.choice(WeatherTool.UNITS, WeatherTool.ALL_UNITS, FakeWeather.CELSIUS);
        LocalDate today = LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC);
        List<JsonValue> forecast = new ArrayList<>();
        for (int ahead = 0; ahead < days; ahead++) {
            forecast.add(day(location, today.plusDays(ahead), units));
        }
        return ToolResult.success(
                JsonObject.builder()
                        .put(WeatherTool.LOCATION, location)
                        .put(WeatherTool.UNITS, units)
                        .put(DAYS, days)
                        .put("forecast", new JsonArray(forecast))
                        .build()
                        .toJson());
    }

    private static JsonObject day(String location, LocalDate date, String units) {
        FakeWeather weather = FakeWeather.of(location, date);
        return JsonObject.builder()
                .put("date", date.toString())
                .put("high", weather.high(units))
                .put("low", weather.low(units))
                .put("conditions", weather.conditions())
                .put("precipitation_chance", weather.precipitationChance())
                .build();
    }
}
