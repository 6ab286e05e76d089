package io.retour.desk;

import io.retour.privacy.Audit;
import io.retour.privacy.Erasures;
import io.retour.privacy.Erasures.Outcome;
import io.retour.privacy.Exports;
import io.retour.privacy.Exports.Export;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import java.security.Principal;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * What is kept of a person: found by mail address, given out, erased; and who of staff saw what.
 * The mail address is posted and stands in no address of a page.
 */
@Controller
@RequestMapping("/desk/privacy")
class PrivacyScreen {

  private static final int SHOWN = 50;

  private final Exports exports;
  private final Erasures erasures;
  private final Audit audit;
  private final ScreenWords words;
  private final RetourProperties properties;

  PrivacyScreen(
      Exports exports,
      Erasures erasures,
      Audit audit,
      ScreenWords words,
      RetourProperties properties) {
    this.exports = exports;
    this.erasures = erasures;
    this.audit = audit;
    this.words = words;
    this.properties = properties;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
    model.addAttribute("brands", properties.brands());
  }

  @GetMapping
  String show(
      @RequestParam(defaultValue = "") String who,
      @RequestParam(defaultValue = "") String about,
      @RequestParam(required = false) @Nullable Long before,
      Model model) {
    List<Audit.Entry> entries = audit.find(who.strip(), about.strip(), before, SHOWN);
    model.addAttribute("who", who);
    model.addAttribute("about", about);
    model.addAttribute("entries", entries);
    model.addAttribute("next", entries.size() < SHOWN ? null : entries.getLast().id());
    return "desk/privacy";
  }

  @PostMapping
  String find(
      @RequestParam String brand, @RequestParam String email, Principal principal, Model model) {
    model.addAttribute("brand", brand);
    model.addAttribute("email", email.strip());
    try {
      Outcome found = erasures.look(brand, email, principal.getName());
      model.addAttribute("found", found);
    } catch (Problem unreadable) {
      model.addAttribute("failed", words.text("desk.privacy.no-address"));
    }
    return show("", "", null, model);
  }

  @PostMapping("/export")
  ResponseEntity<Export> export(
      @RequestParam String brand, @RequestParam String email, Principal principal) {
    Export export = exports.of(brand, email, principal.getName());
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .cacheControl(org.springframework.http.CacheControl.noStore())
        .header(
            HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment()
                .filename(
                    "personal-data-%s.json"
                        .formatted(LocalDate.ofInstant(export.at(), ZoneOffset.UTC)))
                .build()
                .toString())
        .body(export);
  }

  @PostMapping("/erase")
  String erase(
      @RequestParam String brand,
      @RequestParam String email,
      @RequestParam(defaultValue = "false") boolean understood,
      Principal principal,
      Model model,
      RedirectAttributes redirect) {
    if (!understood) {
      model.addAttribute("failed", words.text("desk.privacy.tick-first"));
      return find(brand, email, principal, model);
    }
    try {
      Outcome outcome = erasures.erase(brand, email, principal.getName());
      redirect.addFlashAttribute("done", said(outcome));
    } catch (Problem unreadable) {
      redirect.addFlashAttribute("failed", words.text("desk.privacy.no-address"));
    }
    return "redirect:/desk/privacy";
  }

  private String said(Outcome outcome) {
    if (outcome.empty()) {
      return words.text("desk.privacy.nothing");
    }
    String erased = words.text("desk.privacy.erased", outcome.gone().size());
    return outcome.waits().isEmpty()
        ? erased
        : erased + " " + words.text("desk.privacy.waiting", outcome.waits().size());
  }
}
