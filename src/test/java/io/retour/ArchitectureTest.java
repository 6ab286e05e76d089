package io.retour;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noFields;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import io.camunda.client.annotation.JobWorker;
import io.retour.returns.StopShipmentProperties;
import io.retour.shared.RetourProperties;
import io.retour.withdrawal.WithdrawalProperties;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import javax.xml.parsers.DocumentBuilderFactory;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the design says about the code, checked (docs of the design: packages, money, time). */
@AnalyzeClasses(packages = "io.retour", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** The packages whose own classes, not those below, are a module's domain and use cases. */
  private static final String[] DOMAINS = {
    "io.retour.orders",
    "io.retour.returns",
    "io.retour.policy",
    "io.retour.refunds",
    "io.retour.exchanges",
    "io.retour.logistics",
    "io.retour.warehouse",
    "io.retour.inventory",
    "io.retour.shared",
    "io.retour.withdrawal",
  };

  @ArchTest
  static final ArchRule onlyTheJourneyKnowsCamunda =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.retour.journey..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.camunda..")
          .because("other modules speak in business words; the process engine is one adapter");

  @ArchTest
  static final ArchRule theDomainKnowsNeitherWebNorDatabaseMapping =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAINS)
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.springframework.web..",
                  "org.springframework.http..",
                  "org.springframework.data..",
                  "org.springframework.orm..",
                  "jakarta.persistence..",
                  "jakarta.servlet..",
                  "org.hibernate..",
                  "com.fasterxml.jackson.."));

  @ArchTest
  static final ArchRule valuesArePlainJava =
      noClasses()
          .that()
          .resideInAnyPackage(DOMAINS)
          .and(areValues())
          .and()
          .doNotBelongToAnyOf(
              RetourProperties.class, WithdrawalProperties.class, StopShipmentProperties.class)
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "jakarta..", "org.hibernate..");

  @ArchTest
  static final ArchRule calculationsArePlainJava =
      noClasses()
          .that()
          .haveNameMatching(
              "io\\.retour\\.(refunds\\.RefundCalculator|shared\\.(Money|Market|Problem)"
                  + "|policy\\.WithdrawalPeriod)")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "jakarta..", "org.hibernate..");

  private static DescribedPredicate<JavaClass> areValues() {
    return DescribedPredicate.describe(
        "are records or enums", type -> type.isRecord() || type.isEnum());
  }

  @ArchTest
  static final ArchRule nothingIsInjectedIntoFields =
      noFields()
          .should()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Autowired")
          .orShould()
          .beAnnotatedWith("org.springframework.beans.factory.annotation.Value")
          .orShould()
          .beAnnotatedWith("jakarta.inject.Inject")
          .orShould()
          .beAnnotatedWith("jakarta.annotation.Resource")
          .orShould()
          .beAnnotatedWith("jakarta.persistence.PersistenceContext");

  @ArchTest
  static final ArchRule timeIsJavaTime =
      noClasses()
          .should()
          .dependOnClassesThat()
          .haveNameMatching(
              "java\\.util\\.(Date|Calendar|GregorianCalendar|TimeZone)"
                  + "|java\\.sql\\.(Date|Time|Timestamp)|java\\.text\\.SimpleDateFormat");

  /** So that a test can set the time. */
  @ArchTest
  static final ArchRule timeComesFromTheClock =
      noClasses()
          .should()
          .callMethod(java.time.Instant.class, "now")
          .orShould()
          .callMethod(java.time.LocalDate.class, "now")
          .orShould()
          .callMethod(java.time.LocalDateTime.class, "now")
          .orShould()
          .callMethod(java.time.ZonedDateTime.class, "now")
          .orShould()
          .callMethod(java.time.OffsetDateTime.class, "now");

  /** medusa#12226: a refund of -1.6e-14. */
  @ArchTest
  static final ArchRule moneyIsNeverAFloat =
      fields()
          .that()
          .areDeclaredInClassesThat(
              resideInAnyPackage(
                  "io.retour.shared..",
                  "io.retour.orders..",
                  "io.retour.returns..",
                  "io.retour.refunds..",
                  "io.retour.policy.."))
          .should(
              new com.tngtech.archunit.lang.ArchCondition<>("have no floating point type") {
                @Override
                public void check(
                    com.tngtech.archunit.core.domain.JavaField field,
                    com.tngtech.archunit.lang.ConditionEvents events) {
                  if (Set.of("double", "float", "java.lang.Double", "java.lang.Float")
                      .contains(field.getRawType().getName())) {
                    events.add(
                        com.tngtech.archunit.lang.SimpleConditionEvent.violated(
                            field, field.getFullName() + " is a floating point number"));
                  }
                }
              });

  @ArchTest
  static final ArchRule nobodyPrints =
      noClasses()
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err");

  @ArchTest
  static final ArchRule workersArePartOfTheJourney =
      methods()
          .that()
          .areAnnotatedWith(JobWorker.class)
          .should()
          .bePublic()
          .andShould()
          .beDeclaredInClassesThat()
          .resideInAPackage("io.retour.journey");

  @ArchTest
  static final ArchRule controllersLiveWithScreensOrInWebPackages =
      classes()
          .that()
          .areAnnotatedWith("org.springframework.web.bind.annotation.RestController")
          .should()
          .resideInAPackage("..web..");

  /** A job nobody works waits for ever; a worker nobody calls is dead code. */
  @ArchTest
  static void everyJobHasAWorkerAndEveryWorkerAJob(JavaClasses all) throws Exception {
    Set<String> workers =
        all.stream()
            .flatMap(type -> type.getMethods().stream())
            .filter(method -> method.isAnnotatedWith(JobWorker.class))
            .map(ArchitectureTest::jobType)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(workers).isNotEmpty().isEqualTo(jobsOfAllJourneys());
  }

  private static String jobType(JavaMethod worker) {
    return worker.getAnnotationOfType(JobWorker.class).type();
  }

  private static Set<String> jobsOfAllJourneys() throws Exception {
    DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
    factory.setNamespaceAware(true);
    Set<String> types = new TreeSet<>();
    for (Resource bpmn : journeys()) {
      try (InputStream content = bpmn.getInputStream()) {
        Element root = factory.newDocumentBuilder().parse(content).getDocumentElement();
        for (String element : Set.of("taskDefinition", "executionListener", "taskListener")) {
          NodeList found = root.getElementsByTagNameNS("*", element);
          for (int i = 0; i < found.getLength(); i++) {
            types.add(((Element) found.item(i)).getAttribute("type"));
          }
        }
      }
    }
    return types;
  }

  private static Resource[] journeys() throws IOException {
    return new PathMatchingResourcePatternResolver().getResources("classpath:/bpmn/*.bpmn");
  }
}
