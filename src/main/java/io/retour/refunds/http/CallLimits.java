package io.retour.refunds.http;

import java.net.URI;
import java.time.Duration;

/**
 * Where a provider is and how long it may take.
 *
 * @param url the address that all calls begin with
 * @param connect how long connecting may take
 * @param read how long an answer may take; what takes longer is asked again, with the same key
 */
public record CallLimits(URI url, Duration connect, Duration read) {}
