// @ts-check
// Pages without internet, as far as a page has to do with it. The worker is sw.js at the site's root; a page says in `data-worker` where that is.
//
//   <p role="status" data-offline="visit" data-worker="../../sw.js" data-keep="../ ../../"></p>
//     Staff: this page and all that a `data-keep` on it names are kept from now on, and the element says whether they are.
//   <p data-offline="keep" data-worker="../../sw.js" data-keep="room/ ../../sheet.pdf" hidden>…</p>
//     Staff: the same when `[data-do=keep]` is pressed; `[data-say]` tells.
//   <details data-offline="ask" data-worker="../../sw.js" data-group="tracks/evening" data-list="offline.json" hidden>…</details>
//     Participants: nothing is asked before it is opened, and nothing is kept until the button `[data-do=keep]` is pressed; `[data-do=forget]` takes it off again; `[data-say]` tells.
//
// A classic script, so that it also stands in a site opened from a folder, where it does nothing.
(() => {
  const able = "serviceWorker" in navigator && "caches" in window && location.protocol.startsWith("http");
  // `groupwork serve` shows pages while someone writes them; a kept style or script would hide the next change.
  const beingWritten = document.querySelector("script[src^='/__groupwork/']") !== null;
  const megabytes = (/** @type {number} */ bytes) => `${Math.max(0.1, bytes / 1e6).toFixed(1)} MB`;

  /** @param {ServiceWorker} worker @param {KeepRequest} words @param {(told: KeepProgress) => void} [progress] @returns {Promise<KeepAnswer>} */
  function ask(worker, words, progress = () => {}) {
    return new Promise((resolve, reject) => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = ({ data }) => (data.failed ? reject(data.failed) : data.done ? resolve(data) : progress(data));
      worker.postMessage(words, [port2]);
    });
  }

  /** @param {string} address */
  async function start(address) {
    const registration = await navigator.serviceWorker.register(new URL(address, location.href), { updateViaCache: "none" });
    const worker = registration.active ?? registration.waiting ?? registration.installing;
    if (!worker) throw new Error("no worker came");
    if (worker.state !== "activated") {
      await new Promise((resolve, reject) => {
        worker.addEventListener("statechange", () => {
          if (worker.state === "activated") resolve(worker);
          if (worker.state === "redundant") reject("the worker could not start");
        });
      });
    }
    return worker;
  }

  // Staff: opening the page keeps it

  /** This page, and all that stands in a `data-keep` on it. @param {string} worker @param {(told: KeepProgress) => void} [progress] */
  async function keepThese(worker, progress) {
    /** @type {NodeListOf<HTMLElement>} */
    const named = document.querySelectorAll("[data-keep]");
    const paths = [...named].flatMap(({ dataset }) => (dataset.keep ?? "").split(" ").filter(Boolean));
    const pages = [...new Set([location.href, ...paths].map((path) => new URL(path, location.href).href.replace(/#.*/, "")))];
    await ask(await start(worker), { ask: "visit", pages }, progress);
  }

  /** @param {HTMLElement} element */
  function keepWhenAsked(element) {
    const keep = /** @type {HTMLButtonElement} */ (element.querySelector("[data-do=keep]"));
    const say = (/** @type {string} */ words) => element.querySelector("[data-say]")?.replaceChildren(words);
    element.hidden = false;
    keep.addEventListener("click", async () => {
      keep.disabled = true;
      try {
        await keepThese(element.dataset.worker ?? "", ({ count, of }) => say(`${count} of ${of} …`));
        say("Kept on this device: run sheet, room mode, guides, notes and handouts open without internet.");
      } catch {
        say("That did not work. Try again when there is internet.");
      }
      keep.disabled = false;
    });
  }

  /** @param {HTMLElement} element */
  async function visit(element) {
    element.textContent = "Not kept on this device yet.";
    try {
      await keepThese(element.dataset.worker ?? "");
      element.textContent = "Kept on this device: this page opens without internet.";
    } catch {
      element.textContent = navigator.onLine ? "Not kept on this device: this page needs internet." : "No internet now. This is the copy kept on this device.";
    }
  }

  // Participants: only when asked

  /** @param {HTMLElement} element */
  async function offer(element) {
    const { group = "", list = "", worker = "" } = element.dataset;
    const [keep, forget] = ["keep", "forget"].map((name) => /** @type {HTMLButtonElement} */ (element.querySelector(`[data-do=${name}]`)));
    const said = element.querySelector("[data-say]");
    const say = (/** @type {string} */ words) => said?.replaceChildren(words);
    const scope = new URL(".", new URL(worker, location.href)).href;
    const known = async () => {
      const found = await navigator.serviceWorker.getRegistration(scope);
      return found?.scope === scope ? found.active : undefined;
    };
    const show = (/** @type {boolean} */ kept) => {
      keep.hidden = kept;
      forget.hidden = !kept;
    };
    const standing = await known();
    const kept = standing ? (await ask(standing, { ask: "state" })).kept : [];
    show(kept.includes(group));
    if (kept.includes(group)) say("These pages are on this phone.");
    else tell(list).then(say, () => say("For this you need internet."));
    keep.addEventListener("click", async () => {
      keep.disabled = true;
      try {
        await ask(await start(worker), { ask: "keep", group }, ({ count, of }) => say(`${count} of ${of} pages …`));
        show(true);
        say("Done. These pages open without internet now.");
        forget.focus();
      } catch {
        say("That did not work. Try again when you have internet.");
      }
      keep.disabled = false;
    });
    forget.addEventListener("click", async () => {
      const active = await known();
      if (active) await ask(active, { ask: "forget", group });
      show(false);
      say("Gone from this phone.");
      keep.focus();
    });
  }

  /** @param {string} list */
  async function tell(list) {
    const { bytes, pages } = await (await fetch(list)).json();
    return `${pages.length} pages, ${megabytes(bytes)}.`;
  }

  if (!able || beingWritten) return;
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-offline=visit]")).forEach(visit);
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-offline=keep]")).forEach(keepWhenAsked);
  /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll("[data-offline=ask]")).forEach((element) => {
    element.hidden = false;
    element.addEventListener("toggle", () => offer(element), { once: true });
  });
})();
