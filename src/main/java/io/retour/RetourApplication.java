package io.retour;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Retour, a returns engine: journeys in BPMN, rules in DMN, facts in MariaDB. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class RetourApplication {

  public static void main(String[] args) {
    SpringApplication.run(RetourApplication.class, args);
  }
}
