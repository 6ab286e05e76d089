# Retour as an image: `docker compose build`, or `docker build -t retour:1.0.0 .`
FROM maven:3.9.9-eclipse-temurin-21 AS build
WORKDIR /build
COPY pom.xml ./
COPY bpmn bpmn
COPY dmn dmn
COPY forms forms
COPY src/main src/main
RUN mvn -B -ntp -q -Dmaven.test.skip=true -Dspotless.check.skip=true package \
 && java -Djarmode=tools -jar target/retour.jar extract --layers --launcher --destination layers

FROM eclipse-temurin:21.0.7_6-jre-noble
# a number, so that a cluster can see that it is not root
RUN useradd --uid 10001 --user-group --no-create-home --shell /usr/sbin/nologin retour
WORKDIR /opt/retour
# what changes least comes first: an upgrade sends only the last layer
COPY --from=build /build/layers/dependencies/ ./
COPY --from=build /build/layers/spring-boot-loader/ ./
COPY --from=build /build/layers/snapshot-dependencies/ ./
COPY --from=build /build/layers/application/ ./
USER 10001:10001
EXPOSE 8090 9603
# photos pass through /tmp while they are drawn anew; nothing else is written to disk
ENV JAVA_TOOL_OPTIONS="-XX:MaxRAMPercentage=70 -XX:+ExitOnOutOfMemoryError"
ENTRYPOINT ["java", "org.springframework.boot.loader.launch.JarLauncher"]
