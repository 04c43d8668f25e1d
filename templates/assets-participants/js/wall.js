// @ts-check
// One screen of the wall at a time, in letters as large as fit, and a countdown. Nothing is stored; the address remembers which screen it is.
(() => {
  const SMALLEST = 2.4; // hundredths of the screen's shorter side
  /** @type {[string, number][]} */
  const LARGEST = [["table", 6], ["[data-kind=title] *", 11], ["*", 14]]; // a table leaves room to write
  const IDLE = 4000; // milliseconds after which the buttons step back from the picture
  const SWIPE = 50; // pixels
  const now = () => Date.now();

  const named = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(`gw-wall${id}`));
  const root = document.documentElement;
  const screens = [.../** @type {NodeListOf<HTMLElement>} */ (named("").querySelectorAll(".gw-screen"))];
  const [bar, clock, where] = [named("-bar"), named("-clock"), named("-where")];
  const button = (/** @type {string} */ does) => /** @type {HTMLButtonElement} */ (bar.querySelector(`[data-does="${does}"]`));
  let at = 0;
  let seconds = 300; // what is left while it stands still
  let ends = 0; // when it will be up; 0 while it stands still
  let started = false;
  let minutes = 5;
  let counted = -1; // the last break whose minutes were taken up

  // The screens

  /** The largest letters at which nothing of a screen is cut off. @param {HTMLElement} screen */
  function fit(screen) {
    const inner = /** @type {HTMLElement} */ (screen.firstElementChild);
    let [low, high] = [SMALLEST, (LARGEST.find(([what]) => inner.querySelector(what)) ?? LARGEST[0])[1]];
    for (let step = 0; step < 9; step++) {
      const middle = (low + high) / 2;
      inner.style.setProperty("--fitted", String(middle));
      if (fits(inner)) low = middle;
      else high = middle;
    }
    inner.style.setProperty("--fitted", String(low));
  }

  /** Whether all is inside: no word wider than its line or its cell, and a drawing with most of the screen. @param {HTMLElement} inner */
  function fits(inner) {
    const lines = [inner, ...inner.children, ...inner.querySelectorAll("th, td, li")];
    const drawings = [...inner.querySelectorAll(".gw-drawing")];
    return inner.scrollHeight <= inner.clientHeight && lines.every((one) => one.scrollWidth <= one.clientWidth + 1) && drawings.every((one) => one.clientHeight * 10 >= inner.clientHeight * 7);
  }

  /** @param {number} next */
  function show(next, focus = true) {
    at = Math.min(screens.length - 1, Math.max(0, next));
    screens.forEach((screen, index) => screen.toggleAttribute("data-off", index !== at));
    fit(screens[at]);
    where.textContent = `${at + 1} ${where.dataset.of} ${screens.length}`;
    button("back").disabled = at === 0;
    button("next").disabled = at === screens.length - 1;
    history.replaceState(history.state, "", `${location.pathname}${location.search}${at ? `#${at + 1}` : ""}`);
    if (screens[at].dataset.minutes && !running() && counted !== at) {
      counted = at;
      set(Number(screens[at].dataset.minutes));
    }
    tell();
    if (focus) /** @type {HTMLElement} */ (screens[at].querySelector("h1, h2")).focus({ preventScroll: true });
  }

  // The countdown

  const running = () => ends > 0;
  const left = () => (running() ? Math.max(0, Math.ceil((ends - now()) / 1000)) : seconds);
  const written = (/** @type {number} */ count) => `${Math.floor(count / 60)}:${String(count % 60).padStart(2, "0")}`;

  /** @param {number} count */
  function set(count) {
    minutes = Math.min(99, Math.max(1, count));
    [seconds, ends, started] = [minutes * 60, 0, false];
    named("-said").textContent = "";
    tell();
  }

  function startOrPause() {
    if (left() === 0) return set(minutes);
    [seconds, ends, started] = running() ? [left(), 0, true] : [left(), now() + left() * 1000, true];
    tell();
  }

  function tell() {
    const [count, isBreak] = [left(), screens[at].dataset.kind === "break"];
    if (running() && count === 0) {
      [seconds, ends] = [0, 0];
      named("-said").textContent = String(clock.dataset.up);
    }
    clock.hidden = !started && !isBreak;
    clock.textContent = button("countdown").textContent = written(count);
    clock.ariaLabel = button("countdown").ariaLabel = `${clock.dataset.name} ${written(count)}`;
    clock.toggleAttribute("data-large", isBreak);
    clock.toggleAttribute("data-paused", !running() && count > 0);
    clock.toggleAttribute("data-over", count === 0);
  }

  // What people press

  function turn() {
    const dark = root.dataset.light ? root.dataset.light === "off" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.light = dark ? "on" : "off";
  }

  /** @type {Record<string, () => void>} */
  const deeds = {
    back: () => show(at - 1),
    next: () => show(at + 1),
    less: () => set(Math.ceil(left() / 60) - 1),
    more: () => set(Math.floor(left() / 60) + 1),
    countdown: startOrPause,
    handouts: () => show(screens.length - 1),
    light: turn,
    full: () => void (document.fullscreenElement ? document.exitFullscreen() : root.requestFullscreen()),
  };
  /** @type {Record<string, keyof typeof deeds>} */
  const keys = { ArrowRight: "next", ArrowDown: "next", PageDown: "next", " ": "next", ArrowLeft: "back", ArrowUp: "back", PageUp: "back", t: "countdown", h: "handouts", d: "light", f: "full" };

  addEventListener("keydown", (event) => {
    const onButton = event.target instanceof HTMLElement && event.target.closest("button, a");
    if (event.ctrlKey || event.metaKey || event.altKey || (onButton && event.key === " ")) return;
    const isLetter = /^\w$/.test(event.key);
    if (isLetter && !bar.contains(document.activeElement)) return; // who speaks to a machine says letters without meaning keys
    const does = event.key === " " && event.shiftKey ? "back" : keys[isLetter ? event.key.toLowerCase() : event.key];
    if (event.key === "Home") show(0);
    else if (event.key === "End") show(screens.length - 1);
    else if (does) deeds[does]();
    else return;
    event.preventDefault();
  });
  bar.addEventListener("click", (event) => {
    const pressed = event.target instanceof Element ? event.target.closest("button") : null;
    if (pressed?.dataset.does) deeds[pressed.dataset.does]();
  });
  clock.addEventListener("click", startOrPause);

  /** @type {number | null} */
  let touched = null;
  let swiped = false;
  const room = named("");
  room.addEventListener("touchstart", (event) => {
    touched = event.touches.length === 1 ? event.touches[0].clientX : null;
    swiped = false;
  }, { passive: true });
  room.addEventListener("touchend", (event) => {
    const moved = touched === null ? 0 : event.changedTouches[0].clientX - touched;
    if (Math.abs(moved) < SWIPE) return;
    swiped = true;
    show(at + (moved < 0 ? 1 : -1));
  });
  room.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a");
    if (!link && !swiped && !getSelection()?.toString()) show(at + 1);
    swiped = false;
  });

  let idle = 0;
  function wake() {
    root.classList.remove("gw-wall-quiet");
    clearTimeout(idle);
    if (matchMedia("(hover: hover)").matches) idle = setTimeout(() => root.classList.add("gw-wall-quiet"), IDLE);
  }
  for (const kind of ["pointermove", "pointerdown", "keydown"]) addEventListener(kind, wake);

  function resized() {
    root.style.setProperty("--bar", `${bar.offsetHeight}px`);
    fit(screens[at]);
  }

  root.classList.add("gw-wall-on");
  bar.hidden = false;
  button("full").hidden = !document.fullscreenEnabled;
  screens.forEach((screen) => (/** @type {HTMLElement} */ (screen.querySelector("h1, h2")).tabIndex = -1));
  addEventListener("resize", resized);
  addEventListener("hashchange", () => show(Number(location.hash.slice(1)) - 1));
  setInterval(tell, 250);
  resized();
  show((Number(location.hash.slice(1)) || 1) - 1, false);
  wake();
  void document.fonts.ready.then(resized);
})();
