package io.retour.shared.web;

import io.micrometer.core.instrument.MeterRegistry;
import io.retour.shared.KeptAnswers;
import java.time.Clock;
import java.util.Set;
import org.springframework.boot.autoconfigure.security.SecurityProperties;
import org.springframework.boot.autoconfigure.web.servlet.MultipartProperties;
import org.springframework.boot.web.servlet.FilterRegistrationBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.session.web.http.SessionRepositoryFilter;
import org.springframework.util.unit.DataSize;
import org.springframework.web.servlet.config.annotation.InterceptorRegistry;
import org.springframework.web.servlet.config.annotation.WebMvcConfigurer;

/**
 * What all requests share: repeatable writes, how large they may be, what their log lines carry.
 */
@Configuration
class WebConfiguration implements WebMvcConfigurer {

  /** More than any provider or carrier has to tell at once. */
  private static final DataSize NEWS = DataSize.ofMegabytes(1);

  private final BrandGate brands;

  WebConfiguration(BrandGate brands) {
    this.brands = brands;
  }

  /** Runs behind the security filters, because a key belongs to a caller. */
  @Bean
  FilterRegistrationBean<IdempotencyFilter> idempotencyFilter(
      KeptAnswers answers, ProblemResponse problems, Clock clock) {
    FilterRegistrationBean<IdempotencyFilter> filter =
        new FilterRegistrationBean<>(new IdempotencyFilter(answers, problems, clock));
    filter.addUrlPatterns("/api/*");
    filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 10);
    return filter;
  }

  /** As much as a form with photos may have; within it, who sends a key is bound more closely. */
  @Bean
  FilterRegistrationBean<BodyLimitFilter> bodyLimitFilter(
      ProblemResponse problems, MultipartProperties multipart) {
    FilterRegistrationBean<BodyLimitFilter> filter =
        new FilterRegistrationBean<>(
            new BodyLimitFilter(
                problems, multipart.getMaxRequestSize(), BodyLimitFilter.READ_BY_PIECES));
    filter.addUrlPatterns("/api/*");
    filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 20);
    return filter;
  }

  /** Anybody may send to a webhook, and its body is read as a whole before its signature is. */
  @Bean
  FilterRegistrationBean<BodyLimitFilter> webhookLimitFilter(ProblemResponse problems) {
    FilterRegistrationBean<BodyLimitFilter> filter =
        new FilterRegistrationBean<>(new BodyLimitFilter(problems, NEWS, Set.of()));
    filter.addUrlPatterns("/webhooks/*");
    filter.setOrder(SecurityProperties.DEFAULT_FILTER_ORDER + 20);
    return filter;
  }

  /**
   * Before the session is read: that takes a connection to the database too. Behind the filter that
   * says in which letters a form is written, because it reads the form.
   */
  @Bean
  FilterRegistrationBean<ReadsGiveWay> readsGiveWay(
      ProblemResponse problems, ReadProperties properties, MeterRegistry metrics) {
    FilterRegistrationBean<ReadsGiveWay> filter =
        new FilterRegistrationBean<>(new ReadsGiveWay(problems, properties, metrics));
    // not the screens of warehouse and store: few people, and goods that wait in their hands
    filter.addUrlPatterns("/p/*", "/r/*", "/c/*", "/g/*", "/desk/*", "/api/*");
    filter.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 10);
    return filter;
  }

  /** Before anything asks for a field: the place to read and the security filters do. */
  @Bean
  FilterRegistrationBean<FormsWithoutBoundary> formsWithoutBoundary(ProblemResponse problems) {
    FilterRegistrationBean<FormsWithoutBoundary> filter =
        new FilterRegistrationBean<>(new FormsWithoutBoundary(problems));
    filter.setOrder(SessionRepositoryFilter.DEFAULT_ORDER - 20);
    return filter;
  }

  @Override
  public void addInterceptors(InterceptorRegistry registry) {
    registry.addInterceptor(new RequestLogFields());
    // at the warehouse whoever holds the parcel sees it, of whatever brand it is (ADR 44)
    registry
        .addInterceptor(brands)
        .addPathPatterns("/api/**", "/desk/**", "/store/**")
        .excludePathPatterns(
            "/api/v1/warehouse/**",
            "/api/v1/blind-parcels/**",
            "/api/v1/brands/*/return-terms",
            "/api/v1/drop-off-points");
  }
}
