package io.retour.shared.web;

import io.retour.shared.LogFields;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.web.servlet.HandlerInterceptor;
import org.springframework.web.servlet.HandlerMapping;

/**
 * What an address is about is on each line that its request logs. The trace id is there already.
 */
final class RequestLogFields implements HandlerInterceptor {

  private static final String OPENED = RequestLogFields.class.getName();

  /** Names in addresses, none of which says who a person is. */
  private static final Set<String> FIELDS =
      Set.of(
          LogFields.RETURN_ID,
          "rmaNumber",
          "unitId",
          "claimId",
          "statementId",
          "orderId",
          "storeId",
          "carrier");

  /** Anything else is no id of ours, and may be as long as an address can be. */
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9-]{1,40}");

  @Override
  public boolean preHandle(
      HttpServletRequest request, HttpServletResponse response, Object handler) {
    if (request.getAttribute(HandlerMapping.URI_TEMPLATE_VARIABLES_ATTRIBUTE)
        instanceof Map<?, ?> variables) {
      Map<String, String> fields =
          variables.entrySet().stream()
              .map(
                  each -> Map.entry(String.valueOf(each.getKey()), String.valueOf(each.getValue())))
              .filter(each -> FIELDS.contains(each.getKey()))
              .filter(each -> ID.matcher(each.getValue()).matches())
              .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
      request.setAttribute(OPENED, LogFields.of(fields));
    }
    return true;
  }

  @Override
  public void afterCompletion(
      HttpServletRequest request,
      HttpServletResponse response,
      Object handler,
      @Nullable Exception failure) {
    if (request.getAttribute(OPENED) instanceof LogFields opened) {
      opened.close();
    }
  }
}
