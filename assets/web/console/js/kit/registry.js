// Which page an address leads to. A page is one entry, all of them stand in pages/index.js:
//   name    how other pages name it; "queue" is shown in the side bar as the sentence nav.queue
//   path    "/applications/:id": a part that begins with a colon is a parameter
//   nav     its place in the side bar; a page without one belongs under the page `under`
//   icon    in the side bar
//   roles   who may see it; the centre's route table decides again at every call
//   keys    its single-key commands, as the help lists them
//   open    (place, where) → { draw, live, leave, keys }, where = { page, params, query }

let pages = [];

const steps_of = (path) => path.split("/").filter(Boolean);

export function register_pages(entries) {
  pages = entries.map((entry) => ({ keys: [], ...entry, steps: steps_of(entry.path) }));
}

/** "#/applications/42?state=all" → { page, params, query }; page is null for an address that leads nowhere. */
export function page_at(hash) {
  const [path, query] = (hash.slice(1) || "/").split("?");
  const where = { page: null, params: {}, query: new URLSearchParams(query) };
  const given = steps_of(path);
  for (const page of pages) {
    const params = params_of(page.steps, given);
    if (params) return { ...where, page, params };
  }
  return where;
}

function params_of(steps, given) {
  if (steps.length !== given.length) return null;
  const params = {};
  for (const [at, step] of steps.entries()) {
    if (step.startsWith(":")) params[step.slice(1)] = decoded(given[at]);
    else if (step !== given[at]) return null;
  }
  return params;
}

// A mistyped "%" is no reason for a page that breaks: the centre will not know the id.
function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** address_of("application", { id }) → "#/applications/42". What is empty in `query` is left out. */
export function address_of(name, params = {}, query = {}) {
  const { path } = pages.find((page) => page.name === name);
  const asked = new URLSearchParams(Object.entries(query).filter(([, value]) => value));
  return `#${path.replace(/:(\w+)/g, (whole, key) => encodeURIComponent(params[key]))}${String(asked) && `?${asked}`}`;
}

export const go = (address) => { location.hash = address; };

export const may_see = (page, role) => page.roles.includes(role);
export const nav_pages = (role) =>
  pages.filter((page) => page.nav && may_see(page, role)).sort((a, b) => a.nav - b.nav);
export const keys_for = (role) =>
  [...new Set(pages.filter((page) => may_see(page, role)).flatMap((page) => page.keys))];
