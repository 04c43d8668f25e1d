// @ts-check
// Read aloud with the device's own voice, sentence by sentence, the sentence marked, quiet where the page marks a pause. What someone wrote is never read out;
// of a field only its label is.
(() => {
  const named = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(`gw-${id}`));
  const language = document.documentElement.lang;
  const voices = window.speechSynthesis;
  const LEFT_OUT = ".gw-tools, .gw-save, .gw-screen-only, .gw-after, .gw-languages, .gw-crumb, .gw-review, .gw-steps, thead, script, select, button";
  const BLOCKS = "h1, h2, h3, p, li, td, th, legend, label, blockquote, dt, dd";
  /** @type {Sentence[]} */
  let sentences = [];
  let at = 0, speaking = false, quiet = 0;

  // A device that speaks by itself comes first; others send the words of the page to the maker of the voice, and the page says so.
  function voice() {
    const fit = voices.getVoices().filter(({ lang }) => lang.toLowerCase().startsWith(language));
    return fit.find(({ localService }) => localService) ?? fit[0];
  }

  /** Pieces of text in the order of the page, each with its place; a blank gives its label and has no place of its own. @param {HTMLElement} block */
  function pieces(block) {
    const walker = document.createTreeWalker(block, NodeFilter.SHOW_TEXT | NodeFilter.SHOW_ELEMENT, (node) => {
      if (!(node instanceof Element)) return NodeFilter.FILTER_ACCEPT;
      if (node.matches(LEFT_OUT) || node.matches(BLOCKS)) return NodeFilter.FILTER_REJECT;
      return node.matches("input.gw-blank, .gw-pause") ? NodeFilter.FILTER_ACCEPT : NodeFilter.FILTER_SKIP;
    });
    /** @type {SpokenPiece[]} */
    const found = block.matches("td[data-label]:not(:has(input))") ? [{ text: `${block.dataset.label}: ` }] : [];
    while (walker.nextNode()) {
      const node = walker.currentNode;
      if (node instanceof Text) found.push({ node, text: node.data });
      if (node instanceof HTMLInputElement) found.push({ text: ` (${node.ariaLabel}) ` });
      else if (node instanceof HTMLElement) found.push({ text: "", seconds: Number(node.dataset.seconds) });
    }
    return found;
  }

  /** @param {string} text */
  function split(text) {
    if (!Intl.Segmenter) return [{ segment: text, index: 0 }];
    return [...new Intl.Segmenter(language, { granularity: "sentence" }).segment(text)];
  }

  /** Where a sentence of a block begins and ends on the page. @param {SpokenPiece[]} found @param {number} from @param {number} to */
  function ranged(found, from, to) {
    const range = document.createRange();
    let before = 0, begun = false;
    for (const { node, text } of found) {
      const [first, last] = [from - before, to - before];
      if (node && last > 0 && first < text.length) {
        if (!begun) range.setStart(node, Math.max(0, first));
        range.setEnd(node, Math.min(text.length, last));
        begun = true;
      }
      before += text.length;
    }
    return begun ? range : null;
  }

  /** The seconds of quiet that stand behind some place of a block, and not behind the next. @param {SpokenPiece[]} found @param {number} from @param {number} to */
  function quietIn(found, from, to) {
    let at = 0;
    return found.reduce((sum, { text, seconds = 0 }) => {
      at += text.length;
      return sum + (at > from && at <= to ? seconds : 0);
    }, 0);
  }

  /** @param {HTMLElement} block @returns {Sentence[]} */
  function read(block) {
    const found = pieces(block);
    const text = found.map((piece) => piece.text).join("");
    return split(text).filter(({ segment }) => /[\p{L}\p{N}]/u.test(segment)).map(({ segment, index }) => {
      const words = segment.replace(/\s+/g, " ").trim();
      return { block, words, range: ranged(found, index, index + segment.trimEnd().length), quiet: quietIn(found, index, index + segment.length) };
    });
  }

  /** @param {Sentence} [sentence] */
  function show(sentence) {
    if (window.Highlight && CSS.highlights) {
      if (sentence?.range) CSS.highlights.set("gw-spoken", new Highlight(sentence.range));
      else CSS.highlights.delete("gw-spoken");
    }
    if (!sentence) return;
    const { top, bottom } = sentence.block.getBoundingClientRect();
    if (top < 60 || bottom > innerHeight) sentence.block.scrollIntoView({ block: "center" });
  }

  /** @param {number} [seconds] of quiet that have just begun */
  function label(seconds) {
    const { read: start, pause, goOn, quiet: said } = named("read").dataset;
    named("read").textContent = speaking && seconds ? `${pause} (${String(said).replace("{}", String(seconds))})` : String(speaking ? pause : at ? goOn : start);
    named("stop").hidden = !speaking && !at;
  }

  function speak() {
    if (at >= sentences.length) return stop();
    const chosen = voice();
    const utterance = new SpeechSynthesisUtterance(sentences[at].words);
    utterance.lang = chosen?.lang ?? language;
    if (chosen) utterance.voice = chosen;
    const mine = at;
    utterance.onend = () => {
      if (!speaking || mine !== at) return;
      at += 1;
      if (!sentences[mine].quiet) return speak();
      quiet = setTimeout(speak, sentences[mine].quiet * 1000);
      label(sentences[mine].quiet);
    };
    utterance.onerror = ({ error }) => error !== "canceled" && error !== "interrupted" && stop();
    show(sentences[at]);
    label();
    voices.speak(utterance);
  }

  function hush() {
    clearTimeout(quiet);
    voices.cancel();
  }

  // Some phones take a pause for an end, so a pause is one here too: going on begins the sentence anew.
  function pause() {
    speaking = false;
    hush();
    label();
  }

  function stop() {
    speaking = false;
    at = 0;
    hush();
    show();
    label();
  }

  function toggle() {
    if (speaking) return pause();
    if (!at) {
      const blocks = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(`main :is(${BLOCKS})`))].filter((block) => !block.closest(LEFT_OUT) && block.checkVisibility?.() !== false);
      sentences = blocks.flatMap(read);
    }
    speaking = true;
    speak();
  }

  function offer() {
    const chosen = voice();
    named("read").hidden = !chosen;
    named("cloud").hidden = !chosen || chosen.localService;
  }

  if (!voices) return;
  named("read").addEventListener("click", toggle);
  named("stop").addEventListener("click", () => {
    stop();
    named("read").focus();
  });
  addEventListener("pagehide", stop);
  voices.addEventListener?.("voiceschanged", offer);
  offer();
})();
