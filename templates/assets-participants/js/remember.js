// @ts-check
// Pages that this phone remembers, after its owner said yes: opened last, marked, finished. Titles and addresses, never what was written; pages with a
// quiet name stay off every list. All of it is one entry, `groupwork` and the site's folder, in this browser's own storage. One tap takes away everything that
// this phone keeps of the site: the lists, the group that tonight.js keeps, and pages for places without internet. A name of any of them may say too much.
(() => {
  const root = new URL("../../", /** @type {HTMLScriptElement} */ (document.currentScript).src);
  const KEY = `groupwork ${root.pathname}`;
  const GROUP = "groupwork-my-group"; // as tonight.js names it
  const LAST = 4, MOST = 200;
  /** @param {unknown} list @returns {RememberedPage[]} */
  const pagesIn = (list) => (Array.isArray(list) ? list.filter((one) => typeof one?.path === "string" && /^[\w/-]+$/.test(one.path) && typeof one.title === "string") : []);

  /** What is kept; null where nobody said yes. @returns {Remembered | null} */
  function kept() {
    try {
      const text = localStorage.getItem(KEY);
      if (text === null) return null;
      const found = JSON.parse(text);
      return { seen: pagesIn(found?.seen), marked: pagesIn(found?.marked), done: pagesIn(found?.done) };
    } catch {
      return null;
    }
  }

  /** Whether this phone could. @param {Remembered} lists */
  function keep(lists) {
    try {
      localStorage.setItem(KEY, JSON.stringify(lists));
      return true;
    } catch {
      return false;
    }
  }

  function forget() {
    try {
      for (const key of [KEY, GROUP]) localStorage.removeItem(key);
    } catch { /* nothing was kept where nothing can be */ }
    dispatchEvent(new Event("groupwork-forgot"));
    forgetPages().catch(() => {}); // as above
  }

  async function forgetPages() {
    for (const name of await caches.keys()) if (name.split(" ").includes(root.href)) await caches.delete(name);
    await (await navigator.serviceWorker.getRegistration(root.href))?.unregister();
  }

  /** @param {RememberedPage[]} list @param {RememberedPage} page @param {number} most */
  const first = (list, page, most) => [page, ...list.filter(({ path }) => path !== page.path)].slice(0, most);

  /** The panel of one page. @param {HTMLElement} panel */
  function offer(panel) {
    const { path = "", title = "", quiet, gone = "", cannot = "" } = panel.dataset;
    const page = { path, title }, isQuiet = quiet !== undefined;
    const said = panel.querySelector("[data-say]");
    const say = (/** @type {string} */ words) => said?.replaceChildren(words);
    const buttons = [.../** @type {NodeListOf<HTMLButtonElement>} */ (panel.querySelectorAll("button[data-do]"))];
    const doing = (/** @type {string} */ what) => buttons.find(({ dataset }) => dataset.do === what);

    function show() {
      const lists = kept();
      /** @type {NodeListOf<HTMLElement>} */ (panel.querySelectorAll("[data-when]")).forEach((part) => (part.hidden = (part.dataset.when === "on") !== (lists !== null)));
      for (const what of /** @type {const} */ (["marked", "done"])) doing(what)?.setAttribute("aria-pressed", String(Boolean(lists?.[what].some((one) => one.path === path))));
    }

    function open() {
      const lists = kept();
      if (lists && !isQuiet) keep({ ...lists, seen: first(lists.seen, page, LAST) });
    }

    doing("yes")?.addEventListener("click", () => {
      const able = keep({ seen: [], marked: [], done: [] });
      say(able ? "" : cannot);
      open();
      show();
      if (able) (doing("marked") ?? doing("forget"))?.focus();
    });
    for (const what of /** @type {const} */ (["marked", "done"])) {
      doing(what)?.addEventListener("click", () => {
        const lists = kept();
        if (!lists) return show();
        const there = lists[what].some((one) => one.path === path);
        if (!keep({ ...lists, [what]: there ? lists[what].filter((one) => one.path !== path) : first(lists[what], page, MOST) })) say(cannot);
        show();
      });
    }
    doing("forget")?.addEventListener("click", () => {
      forget();
      say(gone);
      show();
      /** @type {HTMLElement | null} */ (panel.querySelector("summary"))?.focus();
    });
    open();
    show();
    panel.hidden = false;
  }

  /** Home: where someone was. @param {HTMLElement} section */
  function where(section) {
    const lists = kept();
    if (!lists) return;
    const last = location.protocol === "file:" ? "/index.html" : "/";
    const links = (/** @type {RememberedPage[]} */ list) => list.map(({ path, title }) => {
      const line = document.createElement("li");
      line.append(Object.assign(document.createElement("a"), { href: new URL(path + last, root).href, textContent: title }));
      return line;
    });
    section.querySelector("[data-list=seen]")?.replaceChildren(...links(lists.seen));
    section.querySelector("[data-list=marked]")?.replaceChildren(...links(lists.marked));
    /** @type {HTMLElement} */ (section.querySelector("[data-head=marked]")).hidden = !lists.marked.length;
    /** @type {HTMLElement} */ (section.querySelector("[data-finished]")).textContent = lists.done.length ? `You finished ${lists.done.length} ${lists.done.length === 1 ? "page" : "pages"}.` : "";
    section.querySelector("[data-do=forget]")?.addEventListener("click", () => {
      forget();
      section.hidden = true;
      const said = document.getElementById("gw-where-said");
      said?.replaceChildren(String(said.dataset.gone));
    });
    section.hidden = false;
  }

  /** My track: how many pages of each day are finished. */
  function progress() {
    const done = new Set(kept()?.done.map(({ path }) => path));
    if (!done.size) return;
    for (const day of /** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".gw-weeks [data-pages]"))) {
      const pages = [...new Set(String(day.dataset.pages).split(" ").filter(Boolean))];
      const count = pages.filter((path) => done.has(path)).length;
      const link = day.querySelector("a");
      if (!count || !link) continue;
      link.append(Object.assign(document.createElement("span"), { className: "gw-pages-done", textContent: `${count} of ${pages.length} done` }));
      link.ariaLabel += `, ${count} of ${pages.length} pages done`;
    }
  }

  const panel = document.getElementById("gw-remember"), section = document.getElementById("gw-where");
  if (panel) offer(panel);
  if (section) where(section);
  progress();
})();
