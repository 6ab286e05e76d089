package io.retour.stack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {
  private static final Path CHECKOUT = Path.of("/somewhere/retour");

  @Test
  void livesInTheCheckoutOnTheStandardPorts() {
    var settings = Settings.from(Map.of(), CHECKOUT);

    assertEquals(CHECKOUT.resolve(".retour"), settings.home());
    assertEquals("http://localhost:8090", settings.publicUrl(Port.RETOUR));
    assertEquals("http://localhost:8180/realms/retour", settings.issuer());
    assertTrue(settings.withApp());
  }

  @Test
  void aSecondStackHasItsOwnDirectoryAndPorts() {
    var env = Map.of("RETOUR_HOME", "/elsewhere", "RETOUR_PORT_OFFSET", "1000");

    var settings = Settings.from(env, CHECKOUT);

    assertEquals(Path.of("/elsewhere").resolve("data").resolve("zeebe"), settings.data("zeebe"));
    assertEquals(27500, settings.port(Port.ZEEBE_GRPC));
  }

  @Test
  void theCacheIsNotPartOfTheHome() {
    var settings = Settings.from(Map.of("XDG_CACHE_HOME", "/cache"), CHECKOUT);

    assertEquals(Path.of("/cache/retour"), settings.cache());
  }

  @ParameterizedTest
  @ValueSource(strings = {"-1", "a", "99999", "1 000"})
  void refusesAnOffsetThatIsNone(String offset) {
    var env = Map.of("RETOUR_PORT_OFFSET", offset);

    var refusal = assertThrows(StackException.class, () -> Settings.from(env, CHECKOUT));
    assertTrue(refusal.getMessage().contains(offset));
  }

  @Test
  void theApplicationCanBeLeftOut() {
    assertFalse(Settings.from(Map.of("RETOUR_WITHOUT_APP", "1"), CHECKOUT).withApp());
    assertTrue(Settings.from(Map.of("RETOUR_WITHOUT_APP", "0"), CHECKOUT).withApp());
  }

  @Test
  void oneCopyOfTheApplicationRunsUnlessTwoAreAskedFor() {
    assertEquals(1, Settings.from(Map.of(), CHECKOUT).copies());
    assertEquals(2, Settings.from(Map.of("RETOUR_COPIES", "2"), CHECKOUT).copies());
    var three = Map.of("RETOUR_COPIES", "3");
    assertThrows(StackException.class, () -> Settings.from(three, CHECKOUT));
  }

  @Test
  void noPortIsUsedTwice() {
    var numbers = Arrays.stream(Port.values()).map(Port::standard).collect(Collectors.toList());

    assertEquals(numbers.size(), new HashSet<>(numbers).size());
  }
}
