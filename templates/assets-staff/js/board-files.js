// @ts-check
// Track files, where `groupwork serve` is there to read and write them.

const SAVES = "/groupwork/tracks/";

/** Nothing that a draft began from. @returns {TrackFile} */
export const NO_FILE = () => ({ name: "", was: "", sent: "" });

/** `groupwork serve` puts its panel into every page. */
export const isServed = () => Boolean(document.querySelector("script[data-events]"));

/** @param {string} name without its ending @returns {Promise<{ text: string, digest: string } | null>} */
export async function fileOf(name) {
  const answer = await fetch(`${SAVES}${encodeURIComponent(name)}.md`).catch(() => null);
  return answer?.ok ? answer.json() : null;
}

/**
 * Saves a text, never over a file that is not as it was.
 * @param {string} name @param {string} text @param {string | null} was digest of what is there, null for a new file
 * @returns {Promise<{ saved?: string, digest?: string | null, error?: string, findings?: Wrong[] }>}
 */
export async function saveFile(name, text, was) {
  const headers = { "Content-Type": "application/json", "X-Groupwork": "1" };
  return (await fetch(`${SAVES}${encodeURIComponent(name)}.md`, { method: "POST", headers, body: JSON.stringify({ text, was }) })).json();
}
