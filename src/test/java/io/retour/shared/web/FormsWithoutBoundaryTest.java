package io.retour.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.mock.web.MockHttpServletRequest;

class FormsWithoutBoundaryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data",
        "multipart/form-data; boundary=",
        "Multipart/mixed; charset=utf-8"
      })
  void refusesAFormWhosePartsCannotBeToldApart(String type) {
    assertThat(letsPass(type)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "multipart/form-data; boundary=x",
        "multipart/form-data; charset=utf-8; boundary=\"a b\"",
        "application/x-www-form-urlencoded",
        "application/json"
      })
  void letsAllOthersPass(String type) {
    assertThat(letsPass(type)).isTrue();
  }

  private static boolean letsPass(String type) {
    MockHttpServletRequest request = new MockHttpServletRequest("POST", "/p/lumen/claim");
    request.setContentType(type);
    return new FormsWithoutBoundary(null).shouldNotFilter(request);
  }
}
