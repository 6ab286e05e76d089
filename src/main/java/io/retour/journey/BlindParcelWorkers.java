package io.retour.journey;

import io.camunda.client.annotation.JobWorker;
import io.camunda.client.annotation.Variable;
import io.camunda.client.annotation.VariablesAsType;
import io.camunda.client.exception.CamundaError;
import io.retour.blind.BlindParcel;
import io.retour.blind.BlindParcels;
import io.retour.blind.Candidate;
import io.retour.policy.TimeLimit;
import io.retour.policy.TimeLimits;
import io.retour.returns.ReturnCase;
import io.retour.returns.Returns;
import io.retour.shared.Problem;
import io.retour.shared.RetourProperties;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** The tasks of {@code blind-return.bpmn}. */
@Component
public class BlindParcelWorkers {

  private static final int LONGEST_LIST = 20;

  private final BlindParcels parcels;
  private final Returns returns;
  private final RetourProperties properties;
  private final TimeLimits limits;

  BlindParcelWorkers(
      BlindParcels parcels, Returns returns, RetourProperties properties, TimeLimits limits) {
    this.parcels = parcels;
    this.returns = returns;
    this.properties = properties;
    this.limits = limits;
  }

  /** A candidate as the form's list shows it. */
  public record Choice(String label, String value) {}

  @JobWorker(type = "find-blind-candidates")
  public Map<String, Object> findBlindCandidates(@Variable UUID blindParcelId) {
    List<Candidate> candidates = parcels.candidates(blindParcelId);
    // whose parcel it is, and so from which country, is what the limit is about
    Map<String, Object> found =
        limits.variables(TimeLimits.COUNTRY_UNKNOWN, TimeLimit.IDENTIFY_LIMIT);
    found.put(
        "candidates",
        candidates.stream()
            .limit(LONGEST_LIST)
            .map(each -> new Choice(label(each), each.orderId().toString()))
            .toList());
    found.put(
        "identifiedOrderId",
        BlindParcels.sure(candidates).map(each -> each.orderId().toString()).orElse(null));
    found.put("caseFileUrl", properties.page("/desk/blind-parcels/" + blindParcelId));
    found.put("seenSkus", String.join(", ", parcels.get(blindParcelId).skus()));
    return found;
  }

  private static String label(Candidate candidate) {
    String order = candidate.brand() + " order " + candidate.orderNumber();
    String of = candidate.rmaNumber() == null ? order : order + ", return " + candidate.rmaNumber();
    return of + ": " + candidate.evidence().name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  /**
   * What is known of the parcel; without a note it was matched without a person.
   *
   * @param identifiedOrderId absent when a person named the order by its number
   */
  public record Identified(
      UUID blindParcelId,
      @Nullable UUID identifiedOrderId,
      @Nullable String orderNumber,
      @Nullable String contents,
      @Nullable String identificationNote) {}

  @JobWorker(type = "register-blind-return")
  public Map<String, Object> registerBlindReturn(@VariablesAsType Identified identified) {
    try {
      UUID orderId =
          identified.identifiedOrderId() == null
              ? parcels.orderNumbered(
                  identified.orderNumber() == null ? "" : identified.orderNumber())
              : identified.identifiedOrderId();
      BlindParcel parcel =
          parcels.identify(
              identified.blindParcelId(),
              orderId,
              skus(identified.contents()),
              identified.identificationNote());
      UUID returnId = parcel.returnId();
      if (returnId == null) {
        throw Problem.conflict(
            "set-aside", "Parcel %s was set aside already.".formatted(parcel.reference()));
      }
      ReturnCase of = returns.get(returnId);
      return Map.of(
          "returnId", of.id().toString(),
          "rmaNumber", of.rmaNumber(),
          "currency", of.quotedRefund().currency().getCurrencyCode(),
          "currencyDigits", of.quotedRefund().currency().getDefaultFractionDigits(),
          "blindOutcome", String.valueOf(parcel.outcome()),
          "caseFileUrl", properties.page("/desk/returns/" + of.rmaNumber()));
    } catch (Problem problem) {
      if (problem.kind() == Problem.Kind.UNAVAILABLE) {
        throw problem;
      }
      throw CamundaError.bpmnError(
          "NOT_REGISTRABLE",
          problem.detail(),
          Map.of("registrationProblem", problem.detail()),
          problem);
    }
  }

  private static List<String> skus(@Nullable String contents) {
    return contents == null
        ? List.of()
        : Stream.of(contents.split("[,\\s]+")).filter(Predicate.not(String::isBlank)).toList();
  }

  @JobWorker(type = "escalate-blind-parcel")
  public void escalateBlindParcel(@Variable UUID blindParcelId) {
    parcels.overdue(blindParcelId);
  }

  @JobWorker(type = "set-aside-blind-parcel")
  public void setAsideBlindParcel(
      @Variable UUID blindParcelId, @Variable @Nullable String identificationNote) {
    parcels.setAside(
        blindParcelId, identificationNote == null ? "not identified in time" : identificationNote);
  }
}
