package dev.perdure.tools.builtin;

import dev.perdure.json.JsonNumber;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/**
 * The weather of a place on a day, made up from their names alone: asked for again, it is the same.
 */
record FakeWeather(long seed) {

    static final String CELSIUS = "celsius";
    static final String FAHRENHEIT = "fahrenheit";

    private static final List<String> CONDITIONS =
            List.of("sunny", "partly cloudy", "cloudy", "rainy", "windy");
    private static final BigDecimal NINE_FIFTHS = new BigDecimal("1.8");
    private static final BigDecimal FREEZING = new BigDecimal(32);

    static FakeWeather of(String location, LocalDate day) {
        String place = location.strip().toLowerCase(Locale.ROOT);
        return new FakeWeather(mixed(mixed(place.hashCode()) + day.toEpochDay()));
    }

    String conditions() {
        return CONDITIONS.get(chosen(1, 0, CONDITIONS.size() - 1));
    }

    JsonNumber high(String units) {
        return degrees(highCelsius(), units);
    }

    JsonNumber low(String units) {
        return degrees(highCelsius() - chosen(3, 4, 12), units);
    }

    /** Between the lowest and the highest of the day. */
    JsonNumber present(String units) {
        return degrees(highCelsius() - chosen(4, 0, 4), units);
    }

    JsonNumber humidity() {
        return JsonNumber.of(chosen(5, 30, 90));
    }

    JsonNumber windKmh() {
        return JsonNumber.of(chosen(6, 2, 45));
    }

    JsonNumber precipitationChance() {
        return JsonNumber.of(chosen(7, 0, 100));
    }

    private int highCelsius() {
        return chosen(2, -5, 38);
    }

    private int chosen(int property, int least, int most) {
        return least + (int) Math.floorMod(mixed(seed + property), (long) (most - least + 1));
    }

    private static JsonNumber degrees(int celsius, String units) {
        if (units.equals(CELSIUS)) {
            return JsonNumber.of(celsius);
        }
        BigDecimal fahrenheit = new BigDecimal(celsius).multiply(NINE_FIFTHS).add(FREEZING);
        return new JsonNumber(fahrenheit.toPlainString());
    }

    private static long mixed(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
