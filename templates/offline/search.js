// The search page in a site that was opened from a folder. Every word that is typed has to begin a word of a page; titles count more.
(() => {
  const AT_MOST = 40;
  const named = (name) => document.getElementById(`search-${name}`);
  const wordsOf = (text) => text.normalize("NFD").replace(/[\p{M}'’]/gu, "").toLowerCase().split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const worries = JSON.parse(named("page").dataset.worries);
  const index = gwPages.map((page) => ({ ...page, titleWords: wordsOf(page.title), textWords: wordsOf(page.text) }));

  function score({ titleWords, textWords }, asked) {
    let sum = 0;
    for (const word of asked) {
      const begins = (own) => own.startsWith(word);
      const points = (titleWords.some(begins) ? 20 : 0) + Math.min(textWords.filter(begins).length, 5);
      if (!points) return 0;
      sum += points;
    }
    return sum;
  }

  // The part of a page around the first word that fits
  function excerpt(text, asked) {
    const words = text.split(" ");
    const at = words.findIndex((word) => wordsOf(word).some((own) => own.startsWith(asked[0])));
    const from = Math.max(0, at - 8);
    return `${from ? "… " : ""}${words.slice(from, from + 24).join(" ")}${from + 24 < words.length ? " …" : ""}`;
  }

  function row({ path, title, text }, asked) {
    const item = document.createElement("li");
    item.append(Object.assign(document.createElement("a"), { className: "gw-result", href: `../${path}`, textContent: title }));
    item.append(Object.assign(document.createElement("small"), { textContent: excerpt(text, asked) }));
    return item;
  }

  function find() {
    const asked = wordsOf(named("words").value);
    const found = asked.length ? index.map((page) => [score(page, asked), page]).filter(([points]) => points) : [];
    found.sort(([a, one], [b, other]) => b - a || one.title.localeCompare(other.title));
    const count = found.length === 1 ? "1 page" : `${found.length || "No"} pages`;
    named("help").hidden = !worried(named("words").value, worries);
    named("state").textContent = asked.length ? `${named("help").hidden ? "" : "Who to call or text comes first. "}${count}` : "";
    named("found").replaceChildren(...found.slice(0, AT_MOST).map(([, page]) => row(page, asked)));
    named("found").hidden = !found.length;
    named("else").hidden = found.length > 0;
  }

  named("form").addEventListener("submit", (event) => {
    event.preventDefault();
    find();
  });
  named("words").value = new URLSearchParams(location.search).get("q") ?? "";
  if (location.search) history.replaceState(null, "", location.pathname); // the next person does not read it there
  find();
})();
