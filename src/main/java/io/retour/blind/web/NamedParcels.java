package io.retour.blind.web;

import io.retour.blind.BlindParcel;
import io.retour.blind.BlindParcels;
import io.retour.returns.Returns;
import io.retour.shared.web.NamedThing;
import java.util.UUID;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What addresses of the desk call an unannounced parcel by. */
@Configuration(proxyBeanMethods = false)
class NamedParcels {

  @Bean
  NamedThing parcelById(BlindParcels parcels, Returns returns) {
    return NamedThing.byId(
        "parcelId",
        id -> parcels.find(id).map(parcel -> brand(parcel, returns)),
        BlindParcels::unknown);
  }

  /** As long as nobody knows whose a parcel is, it is of no brand but of the house. */
  private static String brand(BlindParcel parcel, Returns returns) {
    UUID returnId = parcel.returnId();
    return returnId == null ? "" : returns.get(returnId).brand();
  }
}
