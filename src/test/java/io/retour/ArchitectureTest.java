package io.retour;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.name;
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
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.jspecify.annotations.NullMarked;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** What the design says about the code, checked (docs of the design: packages, money, time). */
@AnalyzeClasses(packages = "io.retour", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

  /** Modules that are adapters as a whole: to people, to Camunda, to the login. */
  private static final Set<String> ADAPTERS =
      Set.of("demo", "desk", "journey", "portal", "security");

  /** Where a module speaks to one company, in and out: its calls and its web hook. */
  private static final String[] CONNECTORS = {
    "io.retour.refunds.adyen", "io.retour.refunds.mollie", "io.retour.refunds.stripe"
  };

  /** A module's own package, without those below. */
  private static final Pattern MODULE = Pattern.compile("io\\.retour\\.(\\w+)");

  /**
   * A module's domain and use cases: what lies in its own package, not in those below. A new module
   * is checked without being named here.
   */
  private static DescribedPredicate<JavaClass> domain() {
    return DescribedPredicate.describe(
        "are in the domain of a module",
        type -> {
          Matcher module = MODULE.matcher(type.getPackageName());
          return module.matches()
              && !ADAPTERS.contains(module.group(1))
              && !type.getSimpleName().equals("package-info");
        });
  }

  @ArchTest
  static void everyModuleIsAnAdapterOrHasADomain(JavaClasses all) {
    Set<String> modules =
        all.stream()
            .map(type -> MODULE.matcher(type.getPackageName()))
            .filter(Matcher::matches)
            .map(module -> module.group(1))
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(modules).containsAll(ADAPTERS).contains("claims", "notifications", "stores");
    assertThat(
            all.stream()
                .filter(domain())
                .map(type -> type.getPackageName().substring("io.retour.".length()))
                .collect(Collectors.toSet()))
        .isEqualTo(
            modules.stream()
                .filter(module -> !ADAPTERS.contains(module))
                .collect(Collectors.toSet()));
  }

  @ArchTest
  static final ArchRule onlyTheJourneyKnowsCamunda =
      noClasses()
          .that()
          .resideOutsideOfPackage("io.retour.journey..")
          .should()
          .dependOnClassesThat()
          .resideInAPackage("io.camunda..")
          .because("other modules speak in business words; the process engine is one adapter");

  /**
   * SQL and mappings live in a module's {@code db} package. A simulator is another company's system
   * and keeps a book of its own.
   */
  @ArchTest
  static final ArchRule sqlLivesInDbPackages =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.retour.*.db", "io.retour.*.simulator")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.springframework.jdbc..",
                  "org.springframework.data..",
                  "jakarta.persistence..",
                  "java.sql..",
                  "javax.sql..",
                  "org.hibernate.."));

  /** An adapter is reached through the port that it implements, and by nobody directly. */
  @ArchTest
  static final ArchRule adaptersStandBehindPorts =
      noClasses()
          .that()
          .resideOutsideOfPackages("io.retour.*.db", "io.retour.*.simulator")
          .should()
          .dependOnClassesThat(
              resideInAnyPackage("io.retour.*.db", "io.retour.*.simulator")
                  .and(DescribedPredicate.not(name("io.retour.shared.db.DatabaseAway"))));

  /**
   * A real connector takes a simulator's place without any other change: a simulator only does what
   * its port says, or brings news as a connector's web hook would.
   */
  @ArchTest
  static final ArchRule simulatorsImplementThePortsOfRealConnectors =
      classes()
          .that()
          .resideInAPackage("io.retour.*.simulator")
          .and()
          .areMetaAnnotatedWith(Component.class)
          .and()
          .doNotHaveFullyQualifiedName("io.retour.refunds.simulator.SimulatedPaymentNews")
          .should()
          .implement(
              DescribedPredicate.describe(
                  "a port in the domain of a module",
                  port -> port.isInterface() && domain().test(port)))
          .andShould()
          .notBePublic();

  /** What may be absent says so; all else is there. */
  @ArchTest
  static void everyPackageIsNullMarked(JavaClasses all) {
    Set<String> marked =
        all.stream()
            .filter(type -> type.getSimpleName().equals("package-info"))
            .filter(type -> type.isAnnotatedWith(NullMarked.class))
            .map(JavaClass::getPackageName)
            .collect(Collectors.toCollection(TreeSet::new));

    assertThat(all.stream().map(JavaClass::getPackageName).collect(Collectors.toSet()))
        .isNotEmpty()
        .isEqualTo(marked);
  }

  @ArchTest
  static final ArchRule theDomainKnowsNeitherWebNorDatabase =
      noClasses()
          .that(domain())
          .should()
          .dependOnClassesThat(
              resideInAnyPackage(
                  "org.springframework.web..",
                  "org.springframework.http..",
                  "org.springframework.data..",
                  "org.springframework.jdbc..",
                  "org.springframework.orm..",
                  "jakarta.persistence..",
                  "jakarta.servlet..",
                  "java.sql..",
                  "javax.sql..",
                  "org.hibernate..",
                  "com.fasterxml.jackson.."));

  /**
   * Records, enums, sealed types, calculations and ports know no framework; use cases are Spring
   * components, and settings are bound by it.
   */
  @ArchTest
  static final ArchRule typesOfTheDomainArePlainJava =
      noClasses()
          .that(domain())
          .and(DescribedPredicate.not(areManagedBySpring()))
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.springframework..", "jakarta..", "org.hibernate..");

  private static DescribedPredicate<JavaClass> areManagedBySpring() {
    return DescribedPredicate.describe(
        "are managed by Spring",
        type ->
            type.isMetaAnnotatedWith(Component.class)
                || type.isAnnotatedWith(ConfigurationProperties.class)
                || type.getEnclosingClass()
                    .filter(
                        around ->
                            around.isAnnotatedWith(ConfigurationProperties.class)
                                || !type.isRecord()
                                    && !type.isEnum()
                                    && !type.isInterface()
                                    && around.isMetaAnnotatedWith(Component.class))
                    .isPresent());
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
          .areDeclaredInClassesThat(domain())
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
          .resideInAnyPackage(
              Stream.concat(Stream.of("..web.."), Stream.of(CONNECTORS)).toArray(String[]::new));

  /** A connector of one company knows no other one's, and nobody knows any of them. */
  @ArchTest
  static void connectorsStandBehindPorts(JavaClasses all) {
    for (String connector : CONNECTORS) {
      noClasses()
          .that()
          // the rows of what a company told are kept where all rows are
          .resideOutsideOfPackages(connector, "io.retour.*.db")
          .should()
          .dependOnClassesThat()
          .resideInAPackage(connector)
          .check(all);
    }
  }

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
