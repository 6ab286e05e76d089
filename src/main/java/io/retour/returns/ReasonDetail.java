package io.retour.returns;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * What a reason means for goods of one category: where it is too small, what does not work. Nobody
 * has to say it (CRD Art. 9(1)); no table decides by it, and it spares the question by mail.
 */
public enum ReasonDetail {
  CHEST,
  WAIST,
  SLEEVES,
  LENGTH,
  WIDTH,
  INSTEP,
  COLOUR,
  MATERIAL,
  CUT,
  MEASURES,
  FUNCTIONS,
  DOES_NOT_SWITCH_ON,
  SWITCHES_OFF,
  DOES_NOT_CHARGE,
  PICTURE_OR_SOUND,
  CONNECTION,
  SEAM_OR_ZIP,
  HOLE_OR_STAIN,
  SOLE,
  PART_BROKEN,
  DOES_NOT_FIT_TOGETHER,
  LEAKS,
  PARCEL_DAMAGED,
  PARCEL_SOUND;

  /** What can be asked about a reason; empty when there is nothing more to ask. */
  public static List<ReasonDetail> of(String category, ReturnReason reason) {
    return switch (reason) {
      case SIZE_TOO_SMALL, SIZE_TOO_LARGE ->
          switch (category) {
            case "FASHION" -> List.of(CHEST, WAIST, SLEEVES, LENGTH);
            case "SHOES" -> List.of(LENGTH, WIDTH, INSTEP);
            default -> List.of();
          };
      case NOT_AS_EXPECTED, NOT_AS_DESCRIBED ->
          switch (category) {
            case "FASHION", "SHOES" -> List.of(COLOUR, MATERIAL, CUT);
            case "ELECTRONICS" -> List.of(FUNCTIONS, MEASURES);
            case "HOME", "TOYS" -> List.of(COLOUR, MATERIAL, MEASURES);
            default -> List.of();
          };
      case DEFECTIVE ->
          switch (category) {
            case "ELECTRONICS" ->
                List.of(
                    DOES_NOT_SWITCH_ON,
                    SWITCHES_OFF,
                    DOES_NOT_CHARGE,
                    PICTURE_OR_SOUND,
                    CONNECTION);
            case "FASHION" -> List.of(SEAM_OR_ZIP, HOLE_OR_STAIN);
            case "SHOES" -> List.of(SEAM_OR_ZIP, SOLE);
            case "HOME", "TOYS" -> List.of(PART_BROKEN, DOES_NOT_FIT_TOGETHER);
            case "BEAUTY" -> List.of(LEAKS, PART_BROKEN);
            default -> List.of();
          };
      case DAMAGED_IN_TRANSIT -> List.of(PARCEL_DAMAGED, PARCEL_SOUND);
      default -> List.of();
    };
  }

  /** What was said, if it can be said about this reason; anything else was not said. */
  public static Optional<ReasonDetail> said(String category, ReturnReason reason, String name) {
    return Arrays.stream(values())
        .filter(detail -> detail.name().equals(name) && of(category, reason).contains(detail))
        .findFirst();
  }
}
