package io.retour.orders;

import static io.retour.testing.OrderBuilder.order;
import static io.retour.testing.TestTokens.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.not;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.delete;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.put;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.content;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.header;
import static org.springframework.test.web.servlet.result.MockMvcResultMatchers.status;

import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.testing.Photos;
import io.retour.testing.WebTest;
import jakarta.servlet.http.Cookie;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.http.MediaType;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.ResultActions;

/** Shops send pictures of their goods, and shoppers see them; nothing is fetched from anywhere. */
@WebTest
class ItemPicturesTest {

  private final String sku = "PIC " + UUID.randomUUID().toString().substring(0, 8) + "-M";

  @Autowired MockMvc http;
  @Autowired ItemPictures pictures;
  @Autowired Orders orders;
  @Autowired ShopperTokens tokens;

  private ResultActions send(String brand, byte[] file, String role) throws Exception {
    return http.perform(
        put("/api/v1/catalogue/{brand}/{sku}/picture", brand, sku)
            .with(as("ida", role))
            .contentType(MediaType.IMAGE_JPEG)
            .content(file));
  }

  private String address() {
    return pictures.addresses("lumen", Set.of(sku)).getOrDefault(sku, "");
  }

  @Test
  void showsShoppersWhatTheShopSent() throws Exception {
    Order order = order().line(sku, 1, 2495).build();
    orders.add(order);
    Cookie session =
        new Cookie("retour-order", tokens.issue(Purpose.ORDER, order.id(), Duration.ofHours(1)));
    http.perform(get("/p/lumen/order").cookie(session))
        .andExpect(content().string(not(containsString("/pictures/"))));

    send("lumen", Photos.jpegWithExif(1200, 800), "integrator").andExpect(status().isNoContent());

    assertThat(address()).startsWith("/pictures/lumen/PIC%20").contains("?v=");
    http.perform(get("/p/lumen/order").cookie(session))
        .andExpect(content().string(containsString("src=\"" + address() + "\"")));
    byte[] shown =
        http.perform(get(java.net.URI.create(address())))
            .andExpect(status().isOk())
            .andExpect(content().contentType(MediaType.IMAGE_JPEG))
            .andExpect(header().string("Cache-Control", "max-age=604800, public"))
            .andReturn()
            .getResponse()
            .getContentAsByteArray();
    assertThat(ImageIO.read(new ByteArrayInputStream(shown)).getWidth()).isEqualTo(480);
    assertThat(new String(shown, StandardCharsets.ISO_8859_1)).doesNotContain("Exif", Photos.PLACE);
  }

  @Test
  void anotherPictureHasAnotherAddressAndTheSameOneTheSame() throws Exception {
    send("lumen", Photos.picture("jpg", 20, 20), "integrator");
    String first = address();
    send("lumen", Photos.picture("jpg", 20, 20), "integrator");
    assertThat(address()).isEqualTo(first);

    send("lumen", Photos.picture("jpg", 30, 20), "integrator");
    assertThat(address()).isNotEqualTo(first);

    http.perform(delete("/api/v1/catalogue/lumen/{sku}/picture", sku).with(as("ida", "integrator")))
        .andExpect(status().isNoContent());
    assertThat(address()).isEmpty();
    http.perform(get("/pictures/lumen/{sku}", sku)).andExpect(status().isNotFound());
  }

  @Test
  void takesPicturesOnlyOfItsBrandsAndFromShops() throws Exception {
    for (byte[] none :
        List.of("<svg/>".getBytes(StandardCharsets.UTF_8), Photos.pngThatClaims(60_000, 60_000))) {
      send("lumen", none, "integrator").andExpect(status().isUnprocessableEntity());
    }
    send("nobody", Photos.picture("jpg", 9, 9), "integrator").andExpect(status().isNotFound());
    send("lumen", Photos.picture("jpg", 9, 9), "warehouse").andExpect(status().isForbidden());
    assertThat(address()).isEmpty();
  }
}
