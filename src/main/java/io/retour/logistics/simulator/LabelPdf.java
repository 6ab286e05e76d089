package io.retour.logistics.simulator;

import com.google.zxing.BarcodeFormat;
import com.google.zxing.MultiFormatWriter;
import com.google.zxing.WriterException;
import com.google.zxing.common.BitMatrix;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.common.PDRectangle;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts;

/** Draws an A6 label with a Code 128 barcode that a scanner reads. */
final class LabelPdf {

  private static final float MARGIN = 18;
  private static final PDType1Font PLAIN = new PDType1Font(Standard14Fonts.FontName.HELVETICA);
  private static final PDType1Font BOLD = new PDType1Font(Standard14Fonts.FontName.HELVETICA_BOLD);

  private LabelPdf() {}

  static byte[] draw(
      String heading, String trackingNumber, String reference, String from, String to) {
    try (PDDocument document = new PDDocument();
        ByteArrayOutputStream out = new ByteArrayOutputStream()) {
      PDPage page = new PDPage(PDRectangle.A6);
      document.addPage(page);
      float width = page.getMediaBox().getWidth();
      float top = page.getMediaBox().getHeight();
      try (PDPageContentStream content = new PDPageContentStream(document, page)) {
        content.setLineWidth(1.5f);
        content.addRect(MARGIN / 2, MARGIN / 2, width - MARGIN, top - MARGIN);
        content.stroke();
        text(content, BOLD, 22, MARGIN, top - 44, heading);
        text(content, PLAIN, 9, MARGIN, top - 60, "Simulated carrier - do not post");
        text(content, PLAIN, 9, MARGIN, top - 92, "From");
        text(content, BOLD, 12, MARGIN, top - 108, from);
        text(content, PLAIN, 9, MARGIN, top - 138, "To");
        String[] address = to.split(", ", 2);
        text(content, BOLD, 12, MARGIN, top - 154, address[0]);
        text(content, BOLD, 12, MARGIN, top - 170, address.length > 1 ? address[1] : "");
        text(content, PLAIN, 9, MARGIN, top - 200, "Return number");
        text(content, BOLD, 16, MARGIN, top - 218, reference);
        bars(content, trackingNumber, MARGIN, 60, width - 2 * MARGIN, 80);
        text(content, BOLD, 13, MARGIN, 38, trackingNumber);
      }
      document.save(out);
      return out.toByteArray();
    } catch (IOException impossible) {
      throw new UncheckedIOException("A label is drawn in memory", impossible);
    }
  }

  private static void text(
      PDPageContentStream content, PDType1Font font, float size, float x, float y, String text)
      throws IOException {
    content.beginText();
    content.setFont(font, size);
    content.newLineAtOffset(x, y);
    content.showText(text);
    content.endText();
  }

  private static void bars(
      PDPageContentStream content, String code, float x, float y, float width, float height)
      throws IOException {
    BitMatrix matrix = encode(code);
    float module = width / matrix.getWidth();
    for (int column = 0; column < matrix.getWidth(); column++) {
      if (matrix.get(column, 0)) {
        content.addRect(x + column * module, y, module, height);
      }
    }
    content.fill();
  }

  private static BitMatrix encode(String code) {
    try {
      return new MultiFormatWriter().encode(code, BarcodeFormat.CODE_128, 0, 1);
    } catch (WriterException impossible) {
      throw new IllegalArgumentException("Not encodable as Code 128: " + code, impossible);
    }
  }
}
