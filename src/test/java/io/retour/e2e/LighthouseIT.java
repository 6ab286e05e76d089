package io.retour.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

/**
 * What Lighthouse says of the shopper's pages on a phone. Its speed is worked out for a slow
 * network from what a page loads, not read off this machine's clock.
 */
@EndToEnd
@Order(3)
class LighthouseIT {

  private static final int AT_LEAST = 95;
  private static final Path TOOL = Path.of("tools", "lighthouse").toAbsolutePath();

  @Test
  void givesEachPageOfThePortalAtLeast95(Stack stack, Browsers browsers) throws Exception {
    assumeTrue(
        hasNode(), "Node 20 or newer is not here: the portal is not looked at by Lighthouse");
    if (!Files.isDirectory(TOOL.resolve("node_modules"))) {
      run("npm", "ci", "--no-audit", "--no-fund", "--loglevel=error");
    }
    Shop.Bought order = Shop.sells(stack);
    Page phone = browsers.phone();
    new Portal(stack, phone).register(order, Shop.LAMP);
    String status = phone.url();
    Map<String, String> tooLow = new TreeMap<>();
    String said =
        run(
            "node",
            "pages.mjs",
            Chromium.executable().toString(),
            stack.portal("/"),
            stack.portal("/p/lumen"),
            stack.portal("/p/kestrel/policy"),
            stack.portal("/p/kestrel/withdraw"),
            status);
    List<JsonNode> pages = Arrays.stream(said.split("\n")).map(Shop::read).toList();
    for (JsonNode page : pages) {
      String address = page.get("address").asText().replaceAll("\\?.*", "");
      System.out.printf("Lighthouse, %s: %s%n", address, page.get("scores"));
      page.get("scores")
          .properties()
          .forEach(
              score -> {
                if (score.getValue().asInt() < AT_LEAST) {
                  tooLow.put(address, page.toString());
                }
              });
    }
    assertThat(pages).hasSize(5);
    assertThat(tooLow).isEmpty();
  }

  private static boolean hasNode() {
    try {
      return Integer.parseInt(run("node", "-p", "process.versions.node.split('.')[0]")) >= 20;
    } catch (IOException notThere) {
      return false;
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** What it prints; its errors go to our own. */
  private static String run(String... command) throws IOException, InterruptedException {
    Path said = Stack.OUTPUT.resolve("lighthouse.txt");
    Files.createDirectories(Stack.OUTPUT);
    Process process =
        new ProcessBuilder(command)
            .directory(TOOL.toFile())
            .redirectOutput(said.toFile())
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.descendants().forEach(ProcessHandle::destroy);
      process.destroy();
      throw new IllegalStateException("%s took too long".formatted(command[0]));
    }
    assertThat(process.exitValue()).as(String.join(" ", command)).isZero();
    return Files.readString(said).strip();
  }
}
