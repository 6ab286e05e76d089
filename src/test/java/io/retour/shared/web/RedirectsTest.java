package io.retour.shared.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;
import org.springframework.mock.web.MockServletContext;
import org.springframework.web.context.support.GenericWebApplicationContext;
import org.springframework.web.servlet.DispatcherServlet;
import org.springframework.web.servlet.View;
import org.springframework.web.servlet.support.SessionFlashMapManager;

/** What FuzzTest found: what was sent and stands in a redirect broke it. */
class RedirectsTest {

  private static String location(String name) throws Exception {
    View view = new Redirects().resolveViewName(name, Locale.ENGLISH);
    assertThat(view).isNotNull();
    MockHttpServletRequest request = new MockHttpServletRequest();
    MockHttpServletResponse response = new MockHttpServletResponse();
    request.setAttribute(
        DispatcherServlet.FLASH_MAP_MANAGER_ATTRIBUTE, new SessionFlashMapManager());
    request.setAttribute(
        DispatcherServlet.WEB_APPLICATION_CONTEXT_ATTRIBUTE,
        new GenericWebApplicationContext(new MockServletContext()));
    view.render(java.util.Map.of(), request, response);
    return String.valueOf(response.getRedirectedUrl());
  }

  @Test
  void takesBracesForWhatTheyAre() throws Exception {
    assertThat(location("redirect:/c/1?t={7x191}")).isEqualTo("/c/1?t=%7B7x191%7D");
  }

  @Test
  void writesWhatNoHeaderMayHaveInHexadecimal() throws Exception {
    assertThat(location("redirect:/c/1?t=\uD83D\uDE00\r\nX: 1"))
        .isEqualTo("/c/1?t=%F0%9F%98%80%0D%0AX:%201");
  }

  @Test
  void leavesAnAddressAsItIs() throws Exception {
    assertThat(location("redirect:/p/lumen?expired=true&a=%20b#notes"))
        .isEqualTo("/p/lumen?expired=true&a=%20b#notes");
    assertThat(new Redirects().resolveViewName("portal/find", Locale.ENGLISH)).isNull();
  }
}
