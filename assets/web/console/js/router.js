// Addresses: "#/applications?state=returned", "#/applications/<id>". Every view has one that can be sent to a colleague.

/** → { page, id, query }; page is null for an address that leads nowhere. */
export function address() {
  const [path, query] = (location.hash.slice(1) || "/").split("?");
  const steps = path.split("/").filter(Boolean).map(decodeURIComponent);
  return { ...page_of(steps), query: new URLSearchParams(query) };
}

function page_of(steps) {
  if (steps.length === 0) return { page: "overview" };
  if (steps[0] === "applications" && steps.length === 1) return { page: "queue" };
  if (steps[0] === "applications" && steps.length === 2) return { page: "application", id: steps[1] };
  if (steps[0] === "stations" && steps.length === 1) return { page: "stations" };
  return { page: null };
}

export const to_overview = "#/";
export const to_stations = "#/stations";
export const to_queue = (state) => (state && state !== "awaiting-review" ? `#/applications?state=${state}` : "#/applications");
export const to_application = (id) => `#/applications/${encodeURIComponent(id)}`;

export const go = (hash) => { location.hash = hash; };
