package io.retour.desk;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.Staff.staff;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.security.test.web.servlet.request.SecurityMockMvcRequestPostProcessors.csrf;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.request;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.orders.Order;
import io.retour.orders.Orders;
import io.retour.returns.Photo;
import io.retour.returns.Registration;
import io.retour.returns.ReturnCase;
import io.retour.returns.ReturnDraft;
import io.retour.returns.ReturnReason;
import io.retour.returns.Returns;
import io.retour.testing.Photos;
import io.retour.testing.WebTest;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.http.HttpMethod;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.web.servlet.mvc.method.annotation.RequestMappingHandlerMapping;

/** Who may open and do what on the staff's screens. */
@WebTest
class ScreenRolesTest {

  private static final List<String> ROLES =
      List.of("agent", "operations", "merchant", "process-owner", "warehouse", "store", "guest");

  /** Each address of a screen, and the roles it is for. */
  private static final String SCREENS =
      """
      GET /desk | agent operations merchant process-owner warehouse
      POST /desk/search | agent operations merchant process-owner warehouse
      GET /desk/privacy | operations
      POST /desk/privacy | operations
      POST /desk/privacy/export | operations
      POST /desk/privacy/erase | operations
      GET /desk/returns/{rmaNumber} | agent operations merchant process-owner warehouse
      GET /desk/returns/{rmaNumber}/credit-note | agent operations merchant process-owner warehouse
      GET /desk/returns/{rmaNumber}/photos/{photoId} | agent operations
      POST /desk/returns/{rmaNumber}/cancel | agent operations
      POST /desk/returns/{rmaNumber}/notes | agent operations
      GET /desk/returns/{rmaNumber}/account | agent operations
      POST /desk/returns/{rmaNumber}/account | agent operations
      GET /desk/claims/{number}/account | agent operations
      POST /desk/claims/{number}/account | agent operations
      GET /desk/work | agent operations
      GET /desk/returns/{rmaNumber}/journey | agent operations merchant process-owner warehouse
      GET /desk/returns/{rmaNumber}/journey/{processId} | agent operations merchant process-owner warehouse
      GET /desk/claims/{number}/journey | agent operations merchant process-owner warehouse
      GET /desk/claims/{number}/journey/{processId} | agent operations merchant process-owner warehouse
      POST /desk/claims/{number}/notes | agent operations
      GET /desk/claims | agent operations merchant process-owner warehouse
      GET /desk/claims/{number} | agent operations merchant process-owner warehouse
      GET /desk/claims/{number}/photos/{photoId} | agent operations
      GET /desk/withdrawals | agent operations
      GET /desk/withdrawals/{statementId} | agent operations
      GET /desk/blind-parcels | agent operations merchant process-owner warehouse
      GET /desk/blind-parcels/{parcelId} | agent operations merchant process-owner warehouse
      GET /desk/scans | agent operations merchant process-owner warehouse
      GET /desk/reconciliation | operations merchant
      GET /desk/reconciliation/refunds.csv | operations merchant
      GET /desk/webhooks | operations merchant
      GET /desk/webhooks/{subscriptionId} | operations merchant
      POST /desk/webhooks/{subscriptionId}/send-again | operations merchant
      POST /desk/webhooks/{subscriptionId}/deliveries/{deliveryId}/send-again | operations merchant
      GET /desk/design | agent operations merchant process-owner warehouse
      GET /desk/overview | operations merchant process-owner
      GET /desk/overview/{chart}.csv | operations merchant process-owner
      GET /desk/simulators | agent operations
      POST /desk/simulators/behaviour | agent operations
      POST /desk/simulators/scan | agent operations
      POST /desk/simulators/qr-scan | agent operations
      GET /warehouse | warehouse
      POST /warehouse/receive | warehouse
      POST /warehouse/blind | warehouse
      GET /warehouse/codes | warehouse
      GET /warehouse/{rmaNumber} | warehouse
      GET /warehouse/{rmaNumber}/labels | warehouse
      GET /warehouse/{rmaNumber}/delivery-label.pdf | warehouse
      POST /warehouse/{rmaNumber}/units/{unitId} | warehouse
      POST /warehouse/{rmaNumber}/units/{unitId}/photos | warehouse
      POST /warehouse/{rmaNumber}/extras | warehouse
      GET /store | store
      GET /store/{storeId} | store
      POST /store/{storeId}/find | store
      GET /store/{storeId}/pieces/{what} | store
      POST /store/{storeId}/pieces/{what} | store
      GET /store/{storeId}/returns/{rmaNumber} | store
      """;

  record Screen(HttpMethod method, String path, List<String> roles) {

    @Override
    public String toString() {
      return method + " " + path;
    }
  }

  static Stream<Screen> screens() {
    return SCREENS
        .lines()
        .map(line -> line.split("[ |]+"))
        .map(
            row ->
                new Screen(
                    HttpMethod.valueOf(row[0]), row[1], Arrays.asList(row).subList(2, row.length)));
  }

  @Autowired MockMvc http;
  @Autowired Orders orders;
  @Autowired Returns returns;

  @Autowired
  @Qualifier("requestMappingHandlerMapping")
  RequestMappingHandlerMapping mappings;

  /** A screen that is added wants a row above: who is it for? */
  @Test
  void everyScreenSaysWhoItIsFor() {
    Set<String> all = new TreeSet<>();
    mappings
        .getHandlerMethods()
        .keySet()
        .forEach(
            mapping ->
                mapping
                    .getPatternValues()
                    .forEach(
                        path ->
                            mapping
                                .getMethodsCondition()
                                .getMethods()
                                .forEach(
                                    method -> {
                                      if (path.matches("/(desk|warehouse|store)(/.*)?")) {
                                        all.add(method + " " + path);
                                      }
                                    })));

    assertThat(screens().map(Screen::toString)).containsExactlyInAnyOrderElementsOf(all);
  }

  private int answer(Screen screen, String role) throws Exception {
    return http.perform(
            request(screen.method(), screen.path().replaceAll("\\{[^}]*}", "nothing"))
                .with(csrf())
                .with(staff("sam", role)))
        .andReturn()
        .getResponse()
        .getStatus();
  }

  @ParameterizedTest
  @MethodSource("screens")
  void opensToItsRolesOnly(Screen screen) throws Exception {
    for (String role : ROLES) {
      if (screen.roles().contains(role)) {
        // nothing is found there, but the door is open
        assertThat(answer(screen, role)).as(role).isNotIn(401, 403, 405);
      } else {
        assertThat(answer(screen, role)).as(role).isEqualTo(403);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("screens")
  void asksForALogin(Screen screen) throws Exception {
    http.perform(
            request(screen.method(), screen.path().replaceAll("\\{[^}]*}", "nothing")).with(csrf()))
        .andExpect(status().is3xxRedirection());
  }

  private ReturnCase withAPhoto() {
    Order order = order().line("TEE-M", 1, 2495).build();
    orders.add(order);
    UUID id = UUID.randomUUID();
    UUID line = order.lines().getFirst().id();
    return returns.register(
        Registration.byShopper(
            id,
            new ReturnDraft(
                order,
                List.of(new ReturnDraft.Line(line, 1, ReturnReason.DEFECTIVE, "")),
                "PARCEL_DROP_OFF",
                "REFUND"),
            List.of(
                new Photo(
                    UUID.randomUUID(),
                    id,
                    line,
                    "image/jpeg",
                    Photos.picture("jpg", 10, 10),
                    Instant.parse("2026-01-05T10:00:00Z"))),
            "en"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"agent", "operations"})
  void offersCancellingAndPhotosToWhoDecides(String role) throws Exception {
    ReturnCase shown = withAPhoto();

    http.perform(get("/desk/returns/" + shown.rmaNumber()).with(staff("sam", role)))
        .andExpect(content().string(containsString(shown.rmaNumber() + "/cancel\"")))
        .andExpect(content().string(containsString(shown.rmaNumber() + "/photos/")));
  }

  @ParameterizedTest
  @CsvSource({"merchant", "process-owner", "warehouse"})
  void showsTheOthersTheCaseWithoutThem(String role) throws Exception {
    ReturnCase shown = withAPhoto();

    http.perform(get("/desk/returns/" + shown.rmaNumber()).with(staff("sam", role)))
        .andExpect(status().isOk())
        .andExpect(content().string(not(containsString("/cancel\""))))
        .andExpect(content().string(not(containsString("/photos/"))));
  }
}
