// @ts-check
// What is printed for a meeting, counted: which files, how many copies of each, on how many pages and sheets. Pure.

/** The file of an edition on some paper; none where there is none. @param {Printable} thing @param {string} edition @param {string} [language] */
const fileOf = (thing, edition, language = "en") => thing.files.find((file) => file.edition === edition && file.language === language);

/** A whole number from 0 to `most`. @param {string | number | null | undefined} text @param {number} most */
export function counted(text, most) {
  const number = Math.floor(Number(text));
  return Number.isFinite(number) ? Math.min(Math.max(number, 0), most) : 0;
}

/**
 * The stacks that come out of the printer, in their order: run sheet, each handout in all its copies, cards, and one packet after another.
 * @param {PrintThings} things @param {PrintChoices} choices @returns {PrintPlan}
 */
export function planned(things, choices) {
  const { paper, people } = choices;
  const large = Math.min(choices.large, people), spanish = Math.min(choices.spanish, people - large);
  /** @type {PrintStack[]} */
  const stacks = [];
  /** @type {string[]} */
  const missing = [];
  /** @type {{ title: string, what: "spanish" | "large" }[]} */
  const instead = [];
  const add = (/** @type {Printable[]} */ packet, /** @type {number} */ copies, onOneSide = false) => {
    if (copies < 1) return;
    const files = packet.flatMap((thing) => {
      const file = fileOf(thing, paper);
      if (!file) missing.push(thing.title);
      return file ? [{ ...file, title: thing.title }] : [];
    });
    if (files.length) stacks.push({ files, copies, onOneSide });
  };
  if (choices.sheet) for (const sheet of things.sheet) add([sheet], 1);
  for (const handout of things.handouts) {
    const others = [["spanish", spanish, fileOf(handout, paper, "es")], ["large", large, fileOf(handout, `${paper}-large`)]];
    let plain = people;
    /** @type {PrintStack[]} */
    const own = [];
    for (const [what, copies, file] of /** @type {["spanish" | "large", number, PrintFile | undefined][]} */ (others)) {
      if (!copies) continue;
      if (!file) {
        instead.push({ title: handout.title, what });
        continue;
      }
      plain -= copies;
      own.push({ files: [{ ...file, title: handout.title }], copies, onOneSide: false });
    }
    add([handout], plain);
    stacks.push(...own);
  }
  if (choices.cards) for (const cards of things.cards) add([cards], 1, true);
  for (let person = 0; person < choices.fresh; person++) add(things.fresh, 1);
  for (let person = 0; person < choices.missed; person++) add(things.missed, 1);
  const each = stacks.flatMap((stack) => stack.files.map(({ pages }) => ({ pages: pages * stack.copies, sheets: sheetsOf(pages, stack.onOneSide ? 1 : choices.sides) * stack.copies })));
  const sum = (/** @type {number[]} */ numbers) => numbers.reduce((all, one) => all + one, 0);
  return { stacks, missing: [...new Set(missing)], instead, pages: sum(each.map(({ pages }) => pages)), sheets: sum(each.map(({ sheets }) => sheets)) };
}

/** @param {number} pages @param {number} sides */
const sheetsOf = (pages, sides) => Math.ceil(pages / sides);

/**
 * After which of its pages a file has an empty one, so that what follows begins on a sheet of its own: after the last of an odd number, and of what is
 * cut out, after each.
 * @param {number} pages @param {number} sides @param {boolean} onOneSide @returns {number[]}
 */
export function blanksAfter(pages, sides, onOneSide) {
  if (sides === 1) return [];
  if (onOneSide) return Array.from({ length: pages }, (_, index) => index);
  return pages % 2 ? [pages - 1] : [];
}

const many = (/** @type {number} */ count, /** @type {string} */ what) => `${count} ${what}${count === 1 ? "" : "s"}`;

/** @param {PrintPlan} plan @param {PrintChoices} choices */
export function sumSaid({ pages, sheets }, { paper, sides }) {
  if (!pages) return "Nothing to print yet.";
  return `${many(pages, "page")} on ${many(sheets, "sheet")} of ${paper === "a4" ? "A4" : "Letter"} paper, ${sides === 2 ? "both sides" : "one side"}.`;
}

/** What else there is to say of a plan, a sentence each. @param {PrintPlan} plan @param {PrintChoices} choices */
export function notesSaid({ instead, missing }, choices) {
  const said = [];
  for (const [what, words] of /** @type {const} */ ([["spanish", "Spanish"], ["large", "large print"]])) {
    const titles = instead.filter((one) => one.what === what).map(({ title }) => title);
    if (titles.length) said.push(`Not in ${words}, so counted in ${what === "spanish" ? "English" : "the usual size"}: ${titles.join(", ")}.`);
  }
  if (choices.large + choices.spanish > choices.people) said.push("More large print and Spanish than people: what is over the number of people is left out.");
  if (choices.fresh) said.push("The packet for someone new holds this meeting's handouts too: leave that person out of People.");
  if (choices.fresh || choices.missed) said.push("Packets are in English, in the usual size. For others, take the single files.");
  if (missing.length) said.push(`No file to print yet: ${missing.join(", ")}. Build the site with its printed files.`);
  return said;
}
