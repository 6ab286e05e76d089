package io.retour.desk;

import io.retour.privacy.Act;
import io.retour.privacy.Audited;
import io.retour.returns.InternalNotes;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import java.security.Principal;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** Writing what the next colleague should know about a return. */
@Controller
class NoteScreen {

  private final Returns returns;
  private final InternalNotes notes;

  NoteScreen(Returns returns, InternalNotes notes) {
    this.returns = returns;
    this.notes = notes;
  }

  @PostMapping("/desk/returns/{rmaNumber}/notes")
  @Audited(value = Act.NOTED, about = "rmaNumber")
  String add(
      @PathVariable String rmaNumber,
      @RequestParam UUID noteId,
      @RequestParam String words,
      Principal principal,
      RedirectAttributes redirect) {
    ReturnCase about = returns.byRmaNumber(rmaNumber);
    String note = words.strip();
    if (note.isEmpty()) {
      redirect.addFlashAttribute("failed", "The note is empty. Write what colleagues should know.");
    } else if (note.length() > InternalNotes.LONGEST) {
      redirect.addFlashAttribute(
          "failed",
          "The note is %d characters too long and was not kept. Shorten it below; nothing is lost."
              .formatted(note.length() - InternalNotes.LONGEST));
      redirect.addFlashAttribute("noteWords", note);
    } else {
      notes.add(noteId, about.id(), principal.getName(), note);
      redirect.addFlashAttribute("done", "Your note is kept.");
    }
    return "redirect:/desk/returns/" + rmaNumber + "#notes";
  }
}
