package io.retour.desk;

import io.retour.policy.InspectionCheck;
import io.retour.returns.ReturnUnit.Grade;
import io.retour.shared.photos.PhotoCleaner;
import io.retour.warehouse.Answer;
import io.retour.warehouse.Checklist;
import io.retour.warehouse.DefectPhoto;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.springframework.context.MessageSource;
import org.springframework.stereotype.Component;
import org.springframework.web.multipart.MultipartFile;

/**
 * A checklist as the screens of warehouse and store send it: fields {@code check.WORN} with the
 * answer and {@code photo.WORN} with what shows it, behind a prefix for each piece of a form that
 * has several.
 */
@Component
class AnsweredChecks {

  private final Checklist checklist;
  private final PhotoCleaner cleaner;
  private final MessageSource texts;

  AnsweredChecks(Checklist checklist, PhotoCleaner cleaner, MessageSource texts) {
    this.checklist = checklist;
    this.cleaner = cleaner;
    this.texts = texts;
  }

  /**
   * The answers by their checks, without those that were left open.
   *
   * @param grade what is not there, or is something else, has nothing that could be looked at
   */
  Map<String, Answer> in(Map<String, String> form, String prefix, Grade grade) {
    if (grade == Grade.MISSING || grade == Grade.WRONG_ITEM) {
      return Map.of();
    }
    Map<String, Answer> answers = new TreeMap<>();
    String field = prefix + "check.";
    form.forEach(
        (name, value) -> {
          if (name.startsWith(field) && !value.isEmpty()) {
            answers.put(name.substring(field.length()), Answer.valueOf(value));
          }
        });
    return answers;
  }

  /** The fields of a checklist as they were filled in, for showing them again. */
  static Map<String, String> typed(Map<String, String> form) {
    Map<String, String> typed = new TreeMap<>(form);
    typed.keySet().removeIf(name -> !name.startsWith("check."));
    return typed;
  }

  /**
   * What shows a finding, in words that the shopper reads. What says nothing about lost value is
   * shown to nobody.
   *
   * @param category of the goods
   * @param answers those that were given; a photo of what was not found counts for nothing
   * @param language the shopper's
   */
  List<DefectPhoto> photos(
      String category,
      Map<String, Answer> answers,
      Map<String, MultipartFile> files,
      String prefix,
      Locale language)
      throws IOException {
    List<DefectPhoto> photos = new ArrayList<>();
    for (InspectionCheck check : checklist.of(category)) {
      String field = prefix + "photo." + check.check();
      MultipartFile file = files.get(field);
      Answer telling = check.seenOnYes() ? Answer.YES : Answer.NO;
      if (!check.finding().equals(Checklist.NOTHING)
          && file != null
          && !file.isEmpty()
          && answers.get(check.check()) == telling) {
        photos.add(new DefectPhoto(cleaner.clean(file, field), words(check, language)));
      }
    }
    return photos;
  }

  private String words(InspectionCheck check, Locale language) {
    return texts.getMessage("word.finding." + check.finding(), null, language);
  }
}
