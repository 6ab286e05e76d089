package io.retour.desk;

import io.retour.shared.RetourProperties;
import java.security.Principal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.ui.Model;
import org.springframework.web.servlet.support.ServletUriComponentsBuilder;

/** What every desk screen shows around its content. */
final class DeskLinks {

  private static final List<String> LANGUAGES = List.of("en", "nl", "de", "fr");

  private DeskLinks() {}

  static void show(RetourProperties properties, Principal principal, Model model) {
    model.addAttribute("user", principal.getName());
    model.addAttribute("deskLanguages", languages());
    model.addAttribute("operateUrl", properties.operateUrl());
    model.addAttribute("tasklistUrl", properties.tasklistUrl());
  }

  /** The same page in each language: a link, as on the portal, which the cookie remembers. */
  private static Map<String, String> languages() {
    Map<String, String> links = new LinkedHashMap<>();
    for (String language : LANGUAGES) {
      links.put(
          language,
          ServletUriComponentsBuilder.fromCurrentRequest()
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
