package io.retour.desk;

import io.retour.shared.RetourProperties;
import java.security.Principal;
import org.springframework.ui.Model;

/** What every desk screen shows around its content. */
final class DeskLinks {

  private DeskLinks() {}

  static void show(RetourProperties properties, Principal principal, Model model) {
    model.addAttribute("user", principal.getName());
    model.addAttribute("operateUrl", properties.operateUrl());
    model.addAttribute("tasklistUrl", properties.tasklistUrl());
  }

  /** Where operations and process owners watch the process of a case. */
  static void showInstance(RetourProperties properties, long instanceKey, Model model) {
    model.addAttribute("operateInstance", properties.operateUrl() + "/processes/" + instanceKey);
  }
}
