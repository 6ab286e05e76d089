package io.retour.desk;

import io.retour.shared.RetourProperties;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.ui.Model;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;
import org.springframework.web.util.UriComponentsBuilder;

/** What every desk screen shows around its content. */
final class DeskLinks {

  private static final List<String> LANGUAGES = List.of("en", "nl", "de", "fr");

  /** Addresses that are posted to and answer with a page, and where the page's form is. */
  private static final Map<String, String> POSTED =
      Map.of("/desk/search", "/desk", "/desk/privacy/erase", "/desk/privacy");

  private DeskLinks() {}

  static void show(RetourProperties properties, Principal principal, Model model) {
    model.addAttribute("user", principal.getName());
    model.addAttribute("deskLanguages", languages());
    model.addAttribute("operateUrl", properties.operateUrl());
    model.addAttribute("tasklistUrl", properties.tasklistUrl());
  }

  /**
   * The same page in each language: a link, as on the portal, which the cookie remembers. A page
   * that was posted leads to the form it came from. No link holds a mail address.
   */
  private static Map<String, String> languages() {
    UriComponentsBuilder page = ServletUriComponentsBuilder.fromCurrentRequest();
    String path = String.valueOf(page.build().getPath());
    POSTED.forEach(
        (posted, form) -> {
          if (path.endsWith(posted)) {
            page.replacePath(path.substring(0, path.length() - posted.length()) + form);
          }
        });
    List<String> searched = page.build().getQueryParams().get("q");
    if (searched != null && searched.toString().matches(".*(@|%40).*")) {
      page.replaceQueryParam("q");
    }
    Map<String, String> links = new LinkedHashMap<>();
    for (String language : LANGUAGES) {
      links.put(
          language,
          page.cloneBuilder()
              .replaceQueryParam("lang", language)
              .scheme(null)
              .host(null)
              .port(null)
              .userInfo(null)
              .build()
              .toUriString());
    }
    return links;
  }

  /** Where operations and process owners watch the process of a case. */
  static void showInstance(RetourProperties properties, long instanceKey, Model model) {
    model.addAttribute("operateInstance", properties.operateUrl() + "/processes/" + instanceKey);
  }
}
