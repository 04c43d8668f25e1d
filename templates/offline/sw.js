// @ts-check
// Pages without internet. Written to the root of each site with three names before it: VERSION, a digest of the site; SHELL, what every page needs;
// KEEPS_VISITED, whether opening a page keeps it. Nothing registers this on the participants' site until someone asks for it.
const SCOPE = registration.scope;
const SHELL_CACHE = `shell ${SCOPE} ${VERSION}`;
const KEPT = `kept ${SCOPE} `;
const VISITED = `${KEPT}visited`;
const PATIENCE = 4000; // milliseconds that a slow network may take before a kept copy is shown

const AT_ONCE = 6;

const addressOf = (/** @type {string} */ url) => {
  const { origin, pathname } = new URL(url, SCOPE);
  return origin + pathname.replace(/\/index\.html$/, "/");
};
const fresh = (/** @type {string} */ address) => fetch(address, { cache: "no-cache", credentials: "same-origin" });
const keptNames = async () => (await caches.keys()).filter((name) => name.startsWith(KEPT));

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(keepShell().then(renew));
});

addEventListener("activate", (event) => event.waitUntil(Promise.all([dropOldShells(), clients.claim()])));

addEventListener("fetch", (event) => {
  const { request } = event;
  if (request.method !== "GET" || !request.url.startsWith(SCOPE)) return;
  if (request.mode === "navigate") event.respondWith(page(event));
  else if (request.url.startsWith(`${SCOPE}assets/`)) event.respondWith(asset(request));
  else event.respondWith(file(request));
});

addEventListener("message", (event) => {
  const answer = (/** @type {object} */ words) => event.ports[0].postMessage(words);
  event.waitUntil(asked(event.data, answer).catch((error) => answer({ failed: String(error) })));
});

/** What a page asks for by offline.js. @param {KeepRequest} request @param {(words: KeepProgress | KeepAnswer) => void} answer */
async function asked({ ask, group = "", pages = [] }, answer) {
  if (ask === "visit") {
    await keepAll(await caches.open(VISITED), pages.map(addressOf), answer);
  } else if (ask === "keep") {
    await keepGroup(group, answer);
  } else if (ask === "forget") {
    await caches.delete(KEPT + group);
    if (!(await keptNames()).length) await leave();
  }
  answer({ kept: (await keptNames()).map((name) => name.slice(KEPT.length)), done: true });
}

async function keepShell() {
  const cache = await caches.open(SHELL_CACHE);
  await cache.addAll(SHELL.map((path) => new Request(addressOf(path), { cache: "no-cache" })));
}

async function dropOldShells() {
  const old = (await caches.keys()).filter((name) => name.startsWith(`shell ${SCOPE} `) && name !== SHELL_CACHE);
  await Promise.all(old.map((name) => caches.delete(name)));
}

// A new version of the site: what is kept is fetched anew, what is gone there goes here, and what cannot be reached stays.
async function renew() {
  for (const name of await keptNames()) {
    const cache = await caches.open(name);
    if (name !== VISITED) await keepGroup(name.slice(KEPT.length)).catch(() => {});
    else await keepAll(cache, (await cache.keys()).map(({ url }) => url), () => {}).catch(() => {});
  }
}

/** @param {string} group @param {(progress: KeepProgress) => void} [answer] */
async function keepGroup(group, answer = () => {}) {
  const list = await fresh(addressOf(`${group}/offline.json`));
  if (list.status === 404) await caches.delete(KEPT + group);
  if (!list.ok) throw new Error(`${group} answers ${list.status}`);
  /** @type {string[]} */
  const wanted = (await list.json()).pages.map(addressOf);
  const before = await caches.has(KEPT + group);
  const cache = await caches.open(KEPT + group);
  try {
    await keepAll(cache, wanted, answer);
  } catch (error) {
    if (!before) await caches.delete(KEPT + group); // a half is not kept
    throw error;
  }
  const past = (await cache.keys()).filter(({ url }) => !wanted.includes(url));
  await Promise.all(past.map((request) => cache.delete(request)));
}

/** @param {Cache} cache @param {string[]} addresses @param {(progress: KeepProgress) => void} answer */
async function keepAll(cache, addresses, answer) {
  for (let from = 0; from < addresses.length; from += AT_ONCE) {
    await Promise.all(addresses.slice(from, from + AT_ONCE).map((address) => keepOne(cache, address)));
    answer({ count: Math.min(from + AT_ONCE, addresses.length), of: addresses.length });
  }
}

/** @param {Cache} cache @param {string} address */
async function keepOne(cache, address) {
  const found = await fresh(address);
  if (found.ok) await cache.put(address, found);
  else if (found.status === 404 || found.status === 410) await cache.delete(address);
}

async function leave() {
  await Promise.all((await caches.keys()).filter((name) => name.includes(` ${SCOPE} `)).map((name) => caches.delete(name)));
  await registration.unregister();
}

/** Pages come from the network while there is one that answers; else the copy, else a page that says so. @param {FetchEvent} event */
async function page(event) {
  const address = addressOf(event.request.url);
  const copy = await keptCopy(address);
  const asking = fetch(event.request).then(async (answer) => {
    if (answer.ok && KEEPS_VISITED && answer.headers.get("content-type")?.startsWith("text/html")) await (await caches.open(VISITED)).put(address, answer.clone());
    return answer;
  });
  event.waitUntil(asking.catch(() => {}));
  try {
    const answer = await (copy ? Promise.race([asking, tired()]) : asking);
    return copy && answer.status >= 500 ? copy : answer;
  } catch {
    return copy ?? Response.redirect(`${SCOPE}offline/#missing`);
  }
}

/** @returns {Promise<never>} */
const tired = () => new Promise((_, reject) => { setTimeout(reject, PATIENCE); });

/** @param {string} address */
async function keptCopy(address) {
  for (const name of [SHELL_CACHE, ...(await keptNames())]) {
    const found = await caches.match(address, { cacheName: name });
    if (found) return found;
  }
  return undefined;
}

/** Styles, fonts and scripts belong to the version: kept ones are right until the next version takes over. @param {Request} request */
async function asset(request) {
  const found = await caches.match(request, { cacheName: SHELL_CACHE, ignoreSearch: true });
  return found ?? (await keptCopy(addressOf(request.url))) ?? fetch(request);
}

/** A file that a page asks for, a sheet to print: the network's while there is one, else the copy. @param {Request} request */
async function file(request) {
  try {
    return await fetch(request);
  } catch {
    return (await keptCopy(addressOf(request.url))) ?? Response.error();
  }
}
