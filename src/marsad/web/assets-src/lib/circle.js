// Circles on the map, as wide as the doubt.

const KM_PER_DEGREE = 111.2;
const CORNERS = 72;

export const collection = (features) => ({ type: "FeatureCollection", features });

/** A circle of `km` around a point, as a ring of GeoJSON. */
export function circle(lon, lat, km) {
  const across = km / (KM_PER_DEGREE * Math.cos((lat * Math.PI) / 180));
  const up = km / KM_PER_DEGREE;
  return Array.from({ length: CORNERS + 1 }, (_, i) => {
    const angle = (i / CORNERS) * 2 * Math.PI;
    return [lon + across * Math.cos(angle), lat + up * Math.sin(angle)];
  });
}
