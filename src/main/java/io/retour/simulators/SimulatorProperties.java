package io.retour.simulators;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Which outside systems are simulated, and how the simulated payment provider takes its time.
 *
 * @param carrier which carrier takes parcels; "simulated" is the built-in one, any other word
 *     leaves its place to a connector that brings a Carrier and its DropOffPoints
 * @param stock which system keeps the stock; "simulated" is the built-in one, any other word leaves
 *     its place to a connector that brings a StockSystem
 * @param mail what stands before the mail server: "simulated" lets the desk make trouble on the way
 *     to it, any other word lets every mail through
 * @param simulatedPaymentDelay how long the simulated payment provider takes to tell the outcome of
 *     a refund that it accepted for later
 * @param simulatedPaymentInterval how long after a look for such refunds the next one follows
 */
@ConfigurationProperties("retour")
public record SimulatorProperties(
    @DefaultValue("simulated") String carrier,
    @DefaultValue("simulated") String stock,
    @DefaultValue("simulated") String mail,
    @DefaultValue("PT15S") Duration simulatedPaymentDelay,
    @DefaultValue("PT2S") Duration simulatedPaymentInterval) {}
