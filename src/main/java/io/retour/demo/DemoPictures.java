package io.retour.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Arc2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Path2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;

/** Draws what the demo shops sell, so that their pages look like those of a shop. */
final class DemoPictures {

  private static final int SIDE = 240;

  private DemoPictures() {}

  /** A picture of the goods with that SKU, the same for all sizes; another sign for each kind. */
  static byte[] of(String sku) {
    BufferedImage picture = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
    Graphics2D brush = picture.createGraphics();
    brush.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    brush.setPaint(new GradientPaint(0, 0, new Color(0xF4F1EB), 0, SIDE, new Color(0xDFD9CE)));
    brush.fillRect(0, 0, SIDE, SIDE);
    brush.setColor(new Color(0, 0, 0, 28));
    brush.fill(new Ellipse2D.Double(50, 194, 140, 16));
    if (sku.startsWith("TEE")) {
      shirt(brush, new Color(0x3F6E8C), false);
    } else if (sku.startsWith("JACKET")) {
      shirt(brush, new Color(0xB5532C), true);
    } else if (sku.startsWith("SNEAK")) {
      shoe(brush, new Color(0xE9E4D8), 110);
    } else if (sku.startsWith("BOOT")) {
      shoe(brush, new Color(0x7A5234), 62);
    } else if (sku.startsWith("MUG")) {
      mug(brush, sku);
    } else if (sku.startsWith("SOCK")) {
      sock(brush);
    } else if (sku.startsWith("LAMP")) {
      lamp(brush);
    } else if (sku.startsWith("HEAD")) {
      headphones(brush);
    } else if (sku.startsWith("VASE")) {
      vase(brush);
    } else {
      filled(brush, new Color(0xC29B66), new RoundRectangle2D.Double(60, 80, 120, 118, 8, 8));
      filled(brush, new Color(0xA98250), new RoundRectangle2D.Double(108, 80, 24, 118, 0, 0));
    }
    brush.dispose();
    ByteArrayOutputStream jpeg = new ByteArrayOutputStream();
    try {
      ImageIO.write(picture, "jpg", jpeg);
    } catch (IOException neverInMemory) {
      throw new UncheckedIOException(neverInMemory);
    }
    return jpeg.toByteArray();
  }

  private static void filled(Graphics2D brush, Color colour, Shape shape) {
    brush.setColor(colour);
    brush.fill(shape);
  }

  private static void line(Graphics2D brush, Color colour, float width, Shape shape) {
    brush.setColor(colour);
    brush.setStroke(new BasicStroke(width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    brush.draw(shape);
  }

  /** A closed shape through these points, x and y in turn. */
  private static Path2D shape(double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    path.closePath();
    return path;
  }

  private static void shirt(Graphics2D brush, Color cloth, boolean jacket) {
    double sleeve = jacket ? 168 : 116;
    filled(
        brush,
        cloth,
        shape(
            92,
            42,
            148,
            42,
            186,
            58,
            214,
            sleeve,
            184,
            sleeve + 8,
            170,
            96,
            170,
            200,
            70,
            200,
            70,
            96,
            56,
            sleeve + 8,
            26,
            sleeve,
            54,
            58));
    filled(brush, new Color(0xEAE5DB), new Ellipse2D.Double(98, 28, 44, 30));
    if (jacket) {
      line(brush, cloth.darker(), 4, shape(120, 58, 120, 200));
      line(brush, cloth.darker(), 4, shape(84, 150, 106, 144));
      line(brush, cloth.darker(), 4, shape(134, 144, 156, 150));
    }
  }

  private static void shoe(Graphics2D brush, Color leather, double top) {
    Path2D upper = new Path2D.Double();
    upper.moveTo(44, top);
    upper.lineTo(112, top);
    upper.curveTo(118, 138, 150, 140, 190, 154);
    upper.curveTo(206, 160, 208, 172, 206, 184);
    upper.lineTo(40, 184);
    upper.closePath();
    filled(brush, leather, upper);
    line(brush, leather.darker(), 3, upper);
    filled(brush, new Color(0x3A3531), new RoundRectangle2D.Double(36, 180, 174, 18, 12, 12));
    for (int lace = 0; lace < 3; lace++) {
      double y = 124 + lace * 11;
      line(brush, new Color(0x3A3531), 4, shape(104 + lace * 8, y, 124 + lace * 9, y + 4));
    }
  }

  private static void mug(Graphics2D brush, String sku) {
    Color glaze =
        sku.endsWith("BL")
            ? new Color(0x3C5F9A)
            : sku.endsWith("GR") ? new Color(0x4F7F5A) : new Color(0xFBFAF7);
    line(brush, glaze.darker(), 14, new Arc2D.Double(140, 92, 62, 70, -90, 180, Arc2D.OPEN));
    filled(brush, glaze, new RoundRectangle2D.Double(58, 66, 110, 136, 26, 26));
    line(brush, glaze.darker(), 3, new RoundRectangle2D.Double(58, 66, 110, 136, 26, 26));
    filled(brush, glaze.darker(), new Ellipse2D.Double(62, 62, 102, 22));
  }

  private static void sock(Graphics2D brush) {
    Color wool = new Color(0x6B4E71);
    Path2D sock = new Path2D.Double();
    sock.moveTo(84, 34);
    sock.lineTo(142, 34);
    sock.lineTo(142, 130);
    sock.curveTo(160, 146, 196, 150, 196, 178);
    sock.curveTo(196, 204, 150, 202, 120, 196);
    sock.curveTo(90, 190, 84, 168, 84, 140);
    sock.closePath();
    filled(brush, wool, sock);
    filled(brush, new Color(0xE7DFD2), new RoundRectangle2D.Double(80, 30, 66, 22, 8, 8));
    filled(brush, new Color(0xE7DFD2), new Ellipse2D.Double(160, 158, 36, 38));
  }

  private static void lamp(Graphics2D brush) {
    Color brass = new Color(0xB98F3E);
    line(brush, brass, 9, shape(92, 192, 92, 118));
    line(brush, brass, 9, shape(92, 118, 132, 64));
    filled(brush, brass, new RoundRectangle2D.Double(54, 188, 78, 14, 14, 14));
    filled(brush, brass.darker(), shape(118, 44, 152, 66, 204, 104, 150, 116, 122, 92));
    filled(brush, new Color(0xFFF3C4), new Ellipse2D.Double(150, 92, 44, 22));
  }

  private static void headphones(Graphics2D brush) {
    Color black = new Color(0x2B2E33);
    line(brush, black, 14, new Arc2D.Double(56, 46, 128, 150, 0, 180, Arc2D.OPEN));
    filled(brush, black, new RoundRectangle2D.Double(40, 112, 40, 78, 26, 26));
    filled(brush, black, new RoundRectangle2D.Double(160, 112, 40, 78, 26, 26));
    filled(brush, new Color(0x565B63), new RoundRectangle2D.Double(70, 118, 16, 66, 12, 12));
    filled(brush, new Color(0x565B63), new RoundRectangle2D.Double(154, 118, 16, 66, 12, 12));
  }

  private static void vase(Graphics2D brush) {
    Path2D vase = new Path2D.Double();
    vase.moveTo(96, 42);
    vase.lineTo(144, 42);
    vase.curveTo(138, 84, 176, 108, 172, 152);
    vase.curveTo(168, 190, 148, 202, 120, 202);
    vase.curveTo(92, 202, 72, 190, 68, 152);
    vase.curveTo(64, 108, 102, 84, 96, 42);
    filled(brush, new Color(0x3E8068), vase);
    line(
        brush,
        new Color(255, 255, 255, 110),
        7,
        new Arc2D.Double(84, 104, 50, 84, 120, 100, Arc2D.OPEN));
  }
}
