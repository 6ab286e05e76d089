package io.retour.logistics;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import io.retour.logistics.Carrier.LabelRefused;
import io.retour.security.ShopperTokens;
import io.retour.security.ShopperTokens.Purpose;
import io.retour.shared.Problem;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.UUID;
import javax.imageio.ImageIO;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** QR codes that stand for a label: made, shown, and taken at a drop-off point once. */
@Service
public class QrCodes {

  private static final int PIXELS = 480;

  private final QrCodeStore store;
  private final Parcels parcels;
  private final ShopperTokens tokens;
  private final Clock clock;

  QrCodes(QrCodeStore store, Parcels parcels, ShopperTokens tokens, Clock clock) {
    this.store = store;
    this.parcels = parcels;
    this.tokens = tokens;
    this.clock = clock;
  }

  /**
   * Makes the return's label at the carrier and the code that opens it, both once.
   *
   * @throws LabelRefused when the carrier will not carry the parcel
   */
  public Parcel issue(UUID returnId, Duration validity) throws LabelRefused {
    Parcel parcel = parcels.createLabel(returnId);
    Instant now = clock.instant();
    store.add(
        new QrCode(returnId, now, now.plus(validity).truncatedTo(ChronoUnit.SECONDS), null, null));
    return parcel;
  }

  /** What the code says, while it can be used. */
  public Optional<String> token(UUID returnId) {
    return store
        .find(returnId)
        .filter(code -> code.usedAt() == null && code.expiresAt().isAfter(clock.instant()))
        .filter(code -> parcels.usable(returnId).isPresent())
        .map(code -> tokens.issueUntil(Purpose.DROP_OFF, returnId, code.expiresAt()));
  }

  /**
   * Where the parcel was handed in and lies, until the carrier fetches it.
   *
   * @return the drop-off point's own name
   */
  @Transactional(readOnly = true)
  public Optional<String> keptAt(UUID returnId) {
    return parcels.ofReturn(returnId).stream().anyMatch(each -> each.status().equals("DROPPED_OFF"))
        ? store.find(returnId).map(QrCode::usedPoint)
        : Optional.empty();
  }

  /** The code as a picture, while it can be used. */
  public Optional<byte[]> png(UUID returnId) {
    return token(returnId).map(QrCodes::draw);
  }

  /**
   * Takes a parcel in at a drop-off point. The same scan told again changes nothing.
   *
   * @param point the drop-off point's own name
   * @return the tracking number to print on the parcel
   * @throws Problem when the code is forged, expired, void, or was used by another scan
   */
  @Transactional
  public String takeIn(String carrier, String token, String point, Instant at) {
    UUID returnId =
        tokens
            .open(Purpose.DROP_OFF, token.strip())
            .orElseThrow(
                () ->
                    Problem.invalid(
                        "qr-code-invalid", "token", "This QR code is unknown or has expired."));
    Parcel parcel =
        parcels
            .usable(returnId)
            .orElseThrow(
                () -> Problem.conflict("qr-code-void", "The return was called off or expired."));
    Instant scanned = at.truncatedTo(ChronoUnit.MICROS);
    if (!store.use(returnId, point, scanned)) {
      QrCode used = store.find(returnId).orElseThrow();
      if (!scanned.equals(used.usedAt()) || !point.equals(used.usedPoint())) {
        throw Problem.conflict("qr-code-used", "This QR code was used already.");
      }
    }
    parcels.scanned(
        new TrackingNews(
            carrier, parcel.trackingNumber(), "QR", TrackingNews.Status.DROPPED_OFF, scanned));
    return parcel.trackingNumber();
  }

  private static byte[] draw(String token) {
    try {
      BitMatrix matrix =
          new MultiFormatWriter().encode(token, BarcodeFormat.QR_CODE, PIXELS, PIXELS);
      BufferedImage image =
          new BufferedImage(matrix.getWidth(), matrix.getHeight(), BufferedImage.TYPE_BYTE_BINARY);
      for (int x = 0; x < matrix.getWidth(); x++) {
        for (int y = 0; y < matrix.getHeight(); y++) {
          image.setRGB(x, y, matrix.get(x, y) ? 0xFF000000 : 0xFFFFFFFF);
        }
      }
      ByteArrayOutputStream out = new ByteArrayOutputStream();
      ImageIO.write(image, "png", out);
      return out.toByteArray();
    } catch (WriterException impossible) {
      throw new IllegalArgumentException("A token fits into a QR code", impossible);
    } catch (IOException impossible) {
      throw new UncheckedIOException("A picture is drawn in memory", impossible);
    }
  }
}
