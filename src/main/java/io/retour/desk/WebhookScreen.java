package io.retour.desk;

import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import io.retour.shared.web.BrandAccess;
import io.retour.webhooks.Delivery;
import io.retour.webhooks.WebhookDeliveries;
import io.retour.webhooks.WebhookSubscriptions;
import java.security.Principal;
import java.time.Clock;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.format.annotation.DateTimeFormat.ISO;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** What integrators are told, and what did not arrive. Secrets are never shown. */
@Controller
@RequestMapping("/desk/webhooks")
class WebhookScreen {

  private static final int SHOWN = 50;

  private final WebhookSubscriptions subscriptions;
  private final WebhookDeliveries deliveries;
  private final RetourProperties properties;
  private final ScreenWords words;
  private final Clock clock;
  private final BrandAccess access;

  WebhookScreen(
      WebhookSubscriptions subscriptions,
      WebhookDeliveries deliveries,
      RetourProperties properties,
      ScreenWords words,
      Clock clock,
      BrandAccess access) {
    this.subscriptions = subscriptions;
    this.deliveries = deliveries;
    this.properties = properties;
    this.words = words;
    this.clock = clock;
    this.access = access;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("subscriptions", subscriptions.of(access.brands()));
    model.addAttribute("counts", deliveries.counts());
    return "desk/webhooks";
  }

  @GetMapping("/{subscriptionId}")
  String show(
      @PathVariable UUID subscriptionId,
      @RequestParam(required = false) Delivery.@Nullable State state,
      @RequestParam(required = false) @Nullable UUID before,
      Model model) {
    model.addAttribute("subscription", subscriptions.get(subscriptionId));
    model.addAttribute("counts", deliveries.counts(subscriptionId));
    model.addAttribute("deliveries", deliveries.of(subscriptionId, state, before, SHOWN));
    model.addAttribute("shown", SHOWN);
    model.addAttribute("state", state);
    model.addAttribute("since", LocalDate.ofInstant(clock.instant(), ZoneOffset.UTC).minusDays(6));
    return "desk/webhook";
  }

  @PostMapping("/{subscriptionId}/deliveries/{deliveryId}/send-again")
  String sendAgain(
      @PathVariable UUID subscriptionId,
      @PathVariable UUID deliveryId,
      RedirectAttributes redirect) {
    try {
      deliveries.sendAgain(subscriptionId, deliveryId);
      redirect.addFlashAttribute("done", words.text("desk.webhook.sent-again"));
    } catch (Problem refused) {
      redirect.addFlashAttribute("failed", refused.detail());
    }
    return "redirect:/desk/webhooks/" + subscriptionId;
  }

  @PostMapping("/{subscriptionId}/send-again")
  String sendAllAgain(
      @PathVariable UUID subscriptionId,
      @RequestParam @DateTimeFormat(iso = ISO.DATE) LocalDate since,
      RedirectAttributes redirect) {
    try {
      int count =
          deliveries.sendDeadAgain(subscriptionId, since.atStartOfDay(ZoneOffset.UTC).toInstant());
      redirect.addFlashAttribute("done", words.text("desk.webhook.all-sent-again", count, since));
    } catch (Problem refused) {
      redirect.addFlashAttribute("failed", refused.detail());
    }
    return "redirect:/desk/webhooks/" + subscriptionId;
  }
}
