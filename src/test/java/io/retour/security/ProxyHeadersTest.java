package io.retour.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRegistration;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.web.embedded.EmbeddedWebServerFactoryCustomizerAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.ServletWebServerFactoryAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.web.servlet.ServletContextInitializer;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * Whom the web server believes about where a request comes from: the application's own settings on
 * a server that only says what it understood. The test is its client, from 127.0.0.1.
 */
class ProxyHeadersTest {

  @Configuration
  @Import({
    ServletWebServerFactoryAutoConfiguration.class,
    EmbeddedWebServerFactoryCustomizerAutoConfiguration.class
  })
  static class Mirror {

    @Bean
    ServletContextInitializer understood() {
      return context -> {
        ServletRegistration.Dynamic mirror =
            context.addServlet(
                "mirror",
                new HttpServlet() {
                  private static final long serialVersionUID = 1L;

                  @Override
                  protected void doGet(HttpServletRequest request, HttpServletResponse response)
                      throws IOException {
                    response
                        .getWriter()
                        .print(request.getRemoteAddr() + " " + request.getRequestURL());
                  }
                });
        mirror.addMapping("/*");
      };
    }
  }

  private static String understood(String... settings) throws Exception {
    try (ConfigurableApplicationContext server =
            new SpringApplicationBuilder(Mirror.class)
                .properties("spring.main.banner-mode=off")
                .run(settings);
        HttpClient client = HttpClient.newHttpClient()) {
      int port = ((ServletWebServerApplicationContext) server).getWebServer().getPort();
      HttpResponse<String> answer =
          client.send(
              HttpRequest.newBuilder(URI.create("http://127.0.0.1:%d/desk".formatted(port)))
                  .header("X-Forwarded-For", "203.0.113.7")
                  .header("X-Forwarded-Host", "evil.example")
                  .header("X-Forwarded-Proto", "https")
                  .build(),
              HttpResponse.BodyHandlers.ofString());
      return answer.body().replace(":" + port, ":PORT");
    }
  }

  /** Or else everyone looks orders up without a limit, and logs in by way of another host. */
  @Test
  void believesNobodyAsItComes() throws Exception {
    assertThat(understood("--server.port=0")).isEqualTo("127.0.0.1 http://127.0.0.1:PORT/desk");
  }

  @Test
  void believesTheProxyThatItIsToldOf() throws Exception {
    assertThat(
            understood(
                "--server.port=0",
                "--server.forward-headers-strategy=native",
                "--server.tomcat.remoteip.internal-proxies=127\\.0\\.0\\.1"))
        .isEqualTo("203.0.113.7 https://evil.example/desk");
  }

  @Test
  void believesNoOtherThanTheProxyThatItIsToldOf() throws Exception {
    assertThat(
            understood(
                "--server.port=0",
                "--server.forward-headers-strategy=native",
                "--server.tomcat.remoteip.internal-proxies=10\\.1\\.2\\.3"))
        .isEqualTo("127.0.0.1 http://127.0.0.1:PORT/desk");
  }
}
