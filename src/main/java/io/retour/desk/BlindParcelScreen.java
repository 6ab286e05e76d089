package io.retour.desk;

import io.retour.blind.BlindParcel;
import io.retour.blind.BlindParcels;
import io.retour.privacy.Act;
import io.retour.privacy.Audited;
import io.retour.returns.Returns;
import io.retour.returns.TaskAnswers;
import io.retour.shared.RetourProperties;
import io.retour.shared.web.BrandAccess;
import java.security.Principal;
import java.util.UUID;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;

/** Parcels that nobody announced: the list, and what is known of each. */
@Controller
@RequestMapping("/desk/blind-parcels")
class BlindParcelScreen {

  private final BlindParcels parcels;
  private final Returns returns;
  private final TaskAnswers answers;
  private final RetourProperties properties;
  private final BrandAccess access;

  BlindParcelScreen(
      BlindParcels parcels,
      Returns returns,
      TaskAnswers answers,
      RetourProperties properties,
      BrandAccess access) {
    this.parcels = parcels;
    this.returns = returns;
    this.answers = answers;
    this.properties = properties;
    this.access = access;
  }

  @ModelAttribute
  void links(Model model, Principal principal) {
    DeskLinks.show(properties, principal, model);
  }

  @GetMapping
  String list(Model model) {
    model.addAttribute("parcels", parcels.newest(access.brands()));
    return "desk/blind-parcels";
  }

  @GetMapping("/{parcelId}")
  @Audited(value = Act.PARCEL_SEEN, about = "parcelId")
  String show(@PathVariable UUID parcelId, Model model) {
    BlindParcel parcel = parcels.get(parcelId);
    UUID returnId = parcel.returnId();
    model.addAttribute("parcel", parcel);
    // what is in a parcel may point to orders of other brands too
    model.addAttribute(
        "candidates",
        parcels.candidates(parcelId).stream()
            .filter(candidate -> access.includes(candidate.brand()))
            .toList());
    model.addAttribute("answers", answers.about(parcelId));
    model.addAttribute("rmaNumber", returnId == null ? null : returns.get(returnId).rmaNumber());
    return "desk/blind-parcel";
  }
}
