// @ts-check
// Only while `groupwork serve` runs: reloads the page after a good save, and shows what to mend after a broken one.
// Its texts come as data and are set as text. The panel stands in a shadow tree, so that neither side's styles reach the other.
(() => {
  const script = /** @type {HTMLScriptElement} */ (document.currentScript);
  const { events = "", build } = script.dataset;

  const STYLE = `
    :host { all: initial; }
    section { position: fixed; inset: auto 0 0 0; z-index: 2147483647; box-sizing: border-box; max-height: 50vh; overflow: auto;
      padding: 12px 20px 16px; border-top: 4px solid #b3261e; background: #fff; color: #1b1b1b; color-scheme: light;
      font: 16px/1.45 system-ui, sans-serif; box-shadow: 0 -4px 24px rgb(0 0 0 / .25); }
    .head { display: flex; gap: 16px; align-items: start; justify-content: space-between; }
    h2 { margin: 0; font-size: 18px; }
    button { flex: none; min-height: 32px; padding: 4px 14px; border: 1px solid #5c5c5c; border-radius: 4px; background: #fff; color: inherit; font: inherit; cursor: pointer; }
    :focus-visible { outline: 3px solid #0b57d0; outline-offset: 2px; }
    section:focus-visible { outline-offset: -4px; }
    ul { margin: 8px 0 0; padding: 0; list-style: none; }
    li { padding: 8px 0; border-top: 1px solid #d0d0d0; overflow-wrap: anywhere; }
    code { font: 600 14px/1.5 ui-monospace, monospace; color: #8c1d18; }
    p { margin: 2px 0 0; }
    .hint { color: #444; }
    @media (prefers-color-scheme: dark) {
      section { background: #1e1e1e; color: #ededed; border-top-color: #f2726b; color-scheme: dark; }
      button { background: #1e1e1e; border-color: #9a9a9a; }
      :focus-visible { outline-color: #a8c7fa; }
      li { border-color: #444; } code { color: #ffb4ab; } .hint { color: #c4c4c4; }
    }
    @media print { section { display: none; } }`;

  /** @type {EventSource | null} */
  let stream = null;
  /** @type {HTMLElement | null} */
  let host = null;
  let shown = 0; // number of the state that was last drawn, so that a dismissed panel stays away until there is news

  /** @param {string} name @param {string} text @param {Record<string, string>} attributes */
  function element(name, text = "", attributes = {}) {
    const made = document.createElement(name);
    if (text) made.textContent = text;
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    return made;
  }

  function remove() {
    if (host) host.remove();
    host = null;
  }

  /** @param {ServeState} state */
  function draw(state) {
    remove();
    const section = element("section", "", { role: "alert", "aria-labelledby": "title", tabindex: "0" });
    const head = element("div", "", { class: "head" });
    const button = element("button", "Dismiss", { type: "button" });
    button.addEventListener("click", remove);
    section.addEventListener("keydown", (event) => { if (event.key === "Escape") remove(); });
    head.append(element("h2", state.title, { id: "title" }), button);
    const list = element("ul");
    for (const line of state.lines) {
      const item = element("li");
      if (line.place) item.append(element("code", line.place));
      item.append(element("p", line.message));
      if (line.hint) item.append(element("p", line.hint, { class: "hint" }));
      list.append(item);
    }
    section.append(head, list);
    if (state.note) section.append(element("p", state.note));
    const style = new CSSStyleSheet(); // not a style element: it holds under a page's content security policy too
    style.replaceSync(STYLE);
    host = element("groupwork-panel");
    const tree = host.attachShadow({ mode: "open" });
    tree.adoptedStyleSheets = [style];
    tree.append(section);
    document.body.prepend(host); // first in the page: one Tab from the top
  }

  /** @param {ServeState} state */
  function take(state) {
    if (state.build !== build) location.reload();
    else if (state.number !== shown) {
      shown = state.number;
      if (state.title) draw(state);
      else remove();
    }
  }

  // A tab that nobody looks at lets go of its connection: browsers keep only six to one address.
  function listen() {
    if (document.hidden) {
      if (stream) stream.close();
      stream = null;
    } else if (!stream) {
      stream = new EventSource(events);
      stream.addEventListener("message", (event) => take(JSON.parse(event.data)));
    }
  }

  document.addEventListener("visibilitychange", listen);
  listen();
})();
