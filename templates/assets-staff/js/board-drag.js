// @ts-check
// Moving with a mouse or a pen: what is dragged follows the pointer, and the place under it shows that it would take it. Fingers scroll, and tap instead.
import { placeOfKey } from "./board-key.js";
import { element } from "./page.js";

const FAR = 5, EDGE = 40, STEP = 14;

/**
 * @param {HTMLElement} page
 * @param {{ pick(from: Place, copy: boolean): void, take(session: string): void, putBack(): void, drop(to: Place): void, away(): void }} on
 */
export function dragging(page, on) {
  /** @type {{ source: HTMLElement, x: number, y: number, ghost: HTMLElement | null, over: Element | null } | null} */
  let drag = null;

  /** @param {PointerEvent} event */
  function lift(event) {
    if (!drag) return;
    const { source } = drag, at = placeOfKey(source.dataset.key ?? "");
    if (at) on.pick(at, event.ctrlKey || event.altKey);
    else on.take(source.dataset.session ?? "");
    drag.ghost = element("div", { className: `${source.className} gw-b-ghost`, ariaHidden: "true" }, ...[...source.childNodes].map((node) => node.cloneNode(true)));
    drag.ghost.style.width = `${Math.min(source.offsetWidth, 240)}px`;
    document.body.append(drag.ghost);
  }

  /** @param {Element | null} target */
  function over(target) {
    if (drag?.over === target) return;
    drag?.over?.classList.remove("gw-b-over");
    target?.classList.add("gw-b-over");
    if (drag) drag.over = target;
  }

  function end() {
    over(null);
    drag?.ghost?.remove();
    drag = null;
    document.documentElement.classList.remove("gw-b-dragging");
  }

  page.addEventListener("pointerdown", (event) => {
    const source = event.target instanceof Element && event.target.closest(".gw-b-place:not(.gw-b-open), [data-session]");
    if (event.pointerType === "touch" || event.button !== 0 || !(source instanceof HTMLElement)) return;
    drag = { source, x: event.clientX, y: event.clientY, ghost: null, over: null };
  });

  addEventListener("pointermove", (event) => {
    if (!drag) return;
    if (!event.buttons) return cancel();
    if (!drag.ghost) {
      if (Math.hypot(event.clientX - drag.x, event.clientY - drag.y) < FAR) return;
      document.documentElement.classList.add("gw-b-dragging");
      lift(event);
    }
    drag.ghost?.style.setProperty("transform", `translate(${event.clientX + 8}px, ${event.clientY + 8}px)`);
    const under = document.elementFromPoint(event.clientX, event.clientY);
    over(under?.closest(".gw-b-place") ?? under?.closest("#board-side") ?? null);
    if (event.clientY < EDGE) scrollBy(0, -STEP);
    if (event.clientY > innerHeight - EDGE) scrollBy(0, STEP);
  });

  addEventListener("pointerup", () => {
    if (!drag) return;
    const { ghost, over: target, source } = drag;
    end();
    if (!ghost) return;
    addEventListener("click", stop, { capture: true, once: true }); // the click that ends a drag is none
    setTimeout(() => removeEventListener("click", stop, { capture: true }));
    const at = target instanceof HTMLElement && placeOfKey(target.dataset.key ?? "");
    if (at) on.drop(at);
    else if (target && source.dataset.key) on.away();
    else on.putBack();
  });

  function cancel() {
    if (drag?.ghost) on.putBack();
    end();
  }
  addEventListener("pointercancel", cancel);
  addEventListener("keydown", (event) => event.key === "Escape" && cancel());
}

/** @param {Event} event */
function stop(event) {
  event.preventDefault();
  event.stopPropagation();
}
