package dev.perdure.tools.builtin;

import static org.assertj.core.api.Assertions.assertThat;

import dev.perdure.json.JsonMember;
import dev.perdure.json.JsonNumber;
import dev.perdure.json.JsonObject;
import dev.perdure.json.JsonValue;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestWeatherTest {

    private static final Instant NOW = Instant.parse("2026-02-27T23:30:00Z");

    private final BuiltInTools tools = at(NOW);

    @Test
    void the_weather_of_a_place_has_the_members_a_client_expects() {
        JsonObject weather = weather(tools, "{\"location\":\"New York\"}");

        assertThat(weather.members().stream().map(JsonMember::name))
                .containsExactly(
                        "location",
                        "temperature",
                        "units",
                        "conditions",
                        "humidity",
                        "wind_speed_kmh",
                        "timestamp");
        assertThat(weather.string("location")).contains("New York");
        assertThat(weather.string("units")).contains("celsius");
        assertThat(weather.string("timestamp")).contains("2026-02-27T23:30:00Z");
    }

    @Test
    void the_weather_of_a_place_is_the_same_all_day_however_its_name_is_written() {
        JsonObject first = weather(tools, "{\"location\":\"Tokyo\"}");
        JsonObject again = weather(at(NOW.minusSeconds(80_000)), "{\"location\":\" TOKYO \"}");

        assertThat(again.get("temperature")).isEqualTo(first.get("temperature"));
        assertThat(again.get("conditions")).isEqualTo(first.get("conditions"));
        assertThat(again.get("humidity")).isEqualTo(first.get("humidity"));
    }

    @Test
    void places_differ_in_their_weather() {
        Set<String> temperatures = new HashSet<>();
        Set<String> conditions = new HashSet<>();
        for (int place = 0; place < 200; place++) {
            JsonObject weather = weather(tools, "{\"location\":\"Place " + place + "\"}");
            temperatures.add(decimal(weather, "temperature").toPlainString());
            conditions.add(weather.string("conditions").orElseThrow());
        }

        assertThat(temperatures).hasSizeGreaterThan(20);
        assertThat(conditions)
                .containsExactlyInAnyOrder("sunny", "partly cloudy", "cloudy", "rainy", "windy");
    }

    @Test
    void fahrenheit_tells_the_same_temperature_in_other_words() {
        for (int place = 0; place < 50; place++) {
            String location = "{\"location\":\"Place " + place + "\"";
            BigDecimal celsius = decimal(weather(tools, location + "}"), "temperature");
            BigDecimal fahrenheit =
                    decimal(weather(tools, location + ",\"units\":\"fahrenheit\"}"), "temperature");

            assertThat(fahrenheit)
                    .isEqualByComparingTo(
                            celsius.multiply(new BigDecimal("1.8")).add(new BigDecimal(32)));
        }
    }

    @Test
    void a_forecast_covers_three_days_from_today_unless_asked_for_another_number() {
        JsonObject forecast = forecast(tools, "{\"location\":\"Paris\"}");

        assertThat(forecast.members().stream().map(JsonMember::name))
                .containsExactly("location", "units", "days", "forecast");
        assertThat(forecast.longValue("days")).hasValue(3);
        assertThat(days(forecast))
                .extracting(day -> day.string("date").orElseThrow())
                .containsExactly("2026-02-27", "2026-02-28", "2026-03-01");
        for (int days = 1; days <= 7; days++) {
            assertThat(days(forecast(tools, "{\"location\":\"Paris\",\"days\":" + days + "}")))
                    .hasSize(days);
        }
    }

    @Test
    void a_day_of_a_forecast_is_cooler_at_its_lowest_and_holds_what_the_weather_is_now() {
        for (int place = 0; place < 100; place++) {
            String location = "{\"location\":\"Place " + place + "\"}";
            JsonObject today = days(forecast(tools, location)).getFirst();
            JsonObject now = weather(tools, location);

            assertThat(decimal(today, "low")).isLessThan(decimal(today, "high"));
            assertThat(decimal(now, "temperature"))
                    .isBetween(decimal(today, "low"), decimal(today, "high"));
            assertThat(now.string("conditions")).isEqualTo(today.string("conditions"));
            assertThat(today.longValue("precipitation_chance").orElseThrow()).isBetween(0L, 100L);
        }
    }

    @Test
    void the_days_of_a_forecast_differ() {
        for (int place = 0; place < 20; place++) {
            List<JsonObject> days =
                    days(forecast(tools, "{\"location\":\"Place " + place + "\",\"days\":7}"));

            assertThat(days.stream().map(day -> decimal(day, "high")).distinct())
                    .hasSizeGreaterThan(2);
        }
    }

    @Test
    void a_day_is_forecast_the_same_on_every_day_before_it() {
        JsonObject yesterday =
                days(forecast(at(NOW.minusSeconds(86_400)), "{\"location\":\"Oslo\"}")).get(1);
        JsonObject today = days(forecast(tools, "{\"location\":\"Oslo\"}")).getFirst();

        assertThat(yesterday).isEqualTo(today);
    }

    private static BuiltInTools at(Instant now) {
        return BuiltInTools.create(InstantSource.fixed(now));
    }

    private static JsonObject weather(BuiltInTools tools, String arguments) {
        return Run.of(tools, "test_weather", "get_weather", arguments).json();
    }

    private static JsonObject forecast(BuiltInTools tools, String arguments) {
        return Run.of(tools, "test_weather", "get_forecast", arguments).json();
    }

    private static List<JsonObject> days(JsonObject forecast) {
        List<JsonValue> days = forecast.array("forecast").orElseThrow().elements();
        return days.stream().map(JsonObject.class::cast).toList();
    }

    private static BigDecimal decimal(JsonObject object, String name) {
        return ((JsonNumber) object.get(name).orElseThrow()).asBigDecimal();
    }
}
