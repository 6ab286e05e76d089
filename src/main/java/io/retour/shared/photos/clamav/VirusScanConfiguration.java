package io.retour.shared.photos.clamav;

import io.retour.shared.photos.VirusScan;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Asks ClamAV where one is named, and nobody otherwise. */
@Configuration
class VirusScanConfiguration {

  private static final Logger log = LoggerFactory.getLogger(VirusScanConfiguration.class);

  @Bean
  VirusScan virusScan(VirusScanProperties settings) {
    String host = settings.host();
    if (host == null || host.isBlank()) {
      log.info("Photos are not scanned for viruses: retour.virus-scan.host names no clamd");
      return VirusScan.NONE;
    }
    return new ClamAv(host, settings.port(), settings.patience());
  }
}
