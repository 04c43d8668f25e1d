// @ts-check
// What the scripts of the pages share: finding elements and making them, lists that grow, and a text to copy. A page that was
// opened from a folder loads no modules, so the scripts that have to work there bring their own, in a line or two.

/**
 * The first element that `selector` finds. None, or one of another kind, is a mistake of ours.
 * @overload @param {ParentNode} within @param {string} selector @returns {HTMLElement}
 */
/**
 * @template {HTMLElement} T
 * @overload @param {ParentNode} within @param {string} selector @param {new () => T} kind @returns {T}
 */
/** @param {ParentNode} within @param {string} selector */
export function one(within, selector, kind = HTMLElement) {
  const found = within.querySelector(selector);
  if (!(found instanceof kind)) throw new Error(`no ${selector} here`);
  return found;
}

/** Finds elements by what follows `prefix` in their ids. @param {string} prefix */
export const finder = (prefix) => /** @type {Find} */ ((/** @type {string} */ name, kind = HTMLElement) => one(document, `#${prefix}${name}`, kind));

/**
 * A new element.
 * @template {keyof HTMLElementTagNameMap} K
 * @param {K} tag @param {Partial<HTMLElementTagNameMap[K]>} [properties] @param {(Node | string)[]} children @returns {HTMLElementTagNameMap[K]}
 */
export function element(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

/** What a template of the page holds, anew. @param {HTMLTemplateElement} template */
export const copied = ({ content }) => document.importNode(content, true);

/** A button that does something. @param {string} words @param {() => void} act @param {Partial<HTMLButtonElement>} [properties] */
export function button(words, act, properties = {}) {
  const made = element("button", { type: "button", textContent: words, ...properties });
  made.addEventListener("click", act);
  return made;
}

/**
 * The rows of a long list from number `from` on, of `total`; `more` is the button that asks for others.
 * @param {Element} list @param {HTMLElement} more @param {HTMLElement[]} rows @param {number} from @param {number} total
 */
export function showRows(list, more, rows, from, total) {
  if (from) list.append(...rows);
  else list.replaceChildren(...rows);
  more.hidden = from + rows.length >= total;
  if (from) rows[0]?.querySelector("a")?.focus();
}

/** @param {string} words */
export const capitalised = (words) => words[0].toUpperCase() + words.slice(1);

/** @param {HTMLElement} button @param {HTMLTextAreaElement} box */
export async function copyText(button, box) {
  const before = button.textContent;
  try {
    await navigator.clipboard.writeText(box.value);
  } catch {
    box.select();
    document.execCommand("copy");
  }
  button.textContent = "Copied";
  setTimeout(() => (button.textContent = before), 2000);
}
