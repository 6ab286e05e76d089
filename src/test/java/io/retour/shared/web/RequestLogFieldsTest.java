package io.retour.shared.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.test.web.servlet.request.MockMvcRequestBuilders.get;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.slf4j.MDC;
import org.springframework.test.web.servlet.MockMvc;
import org.springframework.test.web.servlet.setup.MockMvcBuilders;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

class RequestLogFieldsTest {

  private final MockMvc mvc =
      MockMvcBuilders.standaloneSetup(new Echo()).addInterceptors(new RequestLogFields()).build();

  @Test
  void linesOfARequestCarryTheReturnOfItsAddress() throws Exception {
    assertThat(fieldsDuring("/returns/7b0c2f2e-0000-4000-8000-000000000001/of/ada"))
        .contains("returnId=7b0c2f2e-0000-4000-8000-000000000001")
        .doesNotContain("ada");
  }

  @Test
  void whatIsNoIdStaysOut() throws Exception {
    assertThat(fieldsDuring("/returns/ada@example.org/of/ada")).doesNotContain("returnId");
  }

  @Test
  void nothingIsLeftForTheNextRequest() throws Exception {
    MDC.put("traceId", "kept");
    fieldsDuring("/returns/1/of/ada");

    assertThat(MDC.getCopyOfContextMap()).containsExactly(Map.entry("traceId", "kept"));
    MDC.remove("traceId");
  }

  private String fieldsDuring(String path) throws Exception {
    return mvc.perform(get(path)).andReturn().getResponse().getContentAsString();
  }

  @RestController
  static class Echo {

    @GetMapping("/returns/{returnId}/of/{name}")
    String fields(@PathVariable String returnId, @PathVariable String name) {
      return String.valueOf(MDC.getCopyOfContextMap());
    }
  }
}
