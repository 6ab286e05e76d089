package io.retour.desk;

import io.retour.claims.Claims;
import io.retour.privacy.Act;
import io.retour.privacy.Audit;
import io.retour.returns.InternalNotes;
import io.retour.returns.Returns;
import java.security.Principal;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/**
 * Writing what the next colleague should know about a return or a claim. Audited here: a note that
 * is refused leads back to the case file as well.
 */
@Controller
class NoteScreen {

  private final Returns returns;
  private final Claims claims;
  private final InternalNotes notes;
  private final Audit audit;
  private final ScreenWords words;

  NoteScreen(Returns returns, Claims claims, InternalNotes notes, Audit audit, ScreenWords words) {
    this.returns = returns;
    this.claims = claims;
    this.notes = notes;
    this.audit = audit;
    this.words = words;
  }

  @PostMapping("/desk/returns/{rmaNumber}/notes")
  String aboutReturn(
      @PathVariable String rmaNumber,
      @RequestParam UUID noteId,
      @RequestParam("words") String written,
      Principal principal,
      RedirectAttributes redirect) {
    add(returns.byRmaNumber(rmaNumber).id(), rmaNumber, noteId, written, principal, redirect);
    return "redirect:/desk/returns/" + rmaNumber + "#notes";
  }

  @PostMapping("/desk/claims/{number}/notes")
  String aboutClaim(
      @PathVariable String number,
      @RequestParam UUID noteId,
      @RequestParam("words") String written,
      Principal principal,
      RedirectAttributes redirect) {
    add(claims.byNumber(number).id(), number, noteId, written, principal, redirect);
    return "redirect:/desk/claims/" + number + "#notes";
  }

  private void add(
      UUID caseId,
      String number,
      UUID noteId,
      String written,
      Principal principal,
      RedirectAttributes redirect) {
    String note = written.strip();
    if (note.isEmpty()) {
      redirect.addFlashAttribute("failed", words.text("desk.note.empty"));
    } else if (note.length() > InternalNotes.LONGEST) {
      redirect.addFlashAttribute(
          "failed", words.text("desk.note.too-long", note.length() - InternalNotes.LONGEST));
      redirect.addFlashAttribute("noteWords", note);
    } else {
      notes.add(noteId, caseId, principal.getName(), note);
      audit.note(principal.getName(), Act.NOTED, number, "");
      redirect.addFlashAttribute("done", words.text("desk.note.kept"));
    }
  }
}
