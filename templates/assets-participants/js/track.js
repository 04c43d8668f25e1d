// @ts-check
// One's own dates on the page of a track. What is typed stays behind the '#' of the address; nothing is sent or stored.
(() => {
  const named = (/** @type {string} */ id) => /** @type {HTMLElement} */ (document.getElementById(`gw-${id}`));
  const form = /** @type {HTMLFormElement} */ (named("plan").querySelector("form"));
  const first = /** @type {HTMLInputElement} */ (form.elements.namedItem("start"));
  const weeks = /** @type {HTMLSelectElement} */ (form.elements.namedItem("week"));
  const rolling = named("plan").dataset.rolling === "yes";
  const places = [.../** @type {NodeListOf<HTMLElement>} */ (document.querySelectorAll(".gw-weeks [data-day]"))];
  const links = places.map((place) => /** @type {HTMLAnchorElement} */ (place.querySelector("a")));
  const meetings = places.map((place) => {
    const week = /** @type {HTMLElement} */ (place.closest("[data-week]"));
    return { week: Number(week.dataset.week), day: String(place.dataset.day) };
  });
  const language = document.documentElement.lang;
  /** @param {number} day @param {Intl.DateTimeFormatOptions} options */
  const told = (day, options) => new Date(day * 86400000).toLocaleDateString(language, { timeZone: "UTC", ...options });
  const long = (/** @type {number} */ day) => told(day, { weekday: "long", month: "long", day: "numeric" });
  const short = (/** @type {number} */ day) => told(day, { month: "short", day: "numeric" });
  /** @param {string} tag @param {object} properties @param {(Node | string)[]} children */
  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  function clear() {
    places.forEach((place, index) => {
      place.querySelector(".gw-on")?.remove();
      place.classList.remove("gw-past");
      links[index].removeAttribute("aria-current");
      links[index].ariaLabel = `Week ${meetings[index].week}, ${links[index].textContent}`;
    });
    named("next").hidden = true;
    named("plan-state").replaceChildren();
    named("plan-clear").hidden = true;
  }

  /** @param {number} start @param {number} week */
  function present(start, week) {
    const days = gwPlan.dates(meetings, start, week, rolling);
    const now = new Date();
    const today = gwPlan.today(now);
    const coming = gwPlan.next(days, places.map((place) => Number(place.dataset.ends)), today, now.getHours() * 60 + now.getMinutes());
    places.forEach((place, index) => {
      const [link, day] = [links[index], days[index]];
      link.append(element("span", { className: "gw-on", textContent: day === null ? "before me" : short(day) }));
      link.ariaLabel += day === null ? ", before my first day" : `, ${long(day)}`;
      place.classList.toggle("gw-past", index !== coming && (day === null || day < today));
      if (index === coming) link.setAttribute("aria-current", "date");
    });
    const last = Math.max(...days.filter((day) => day !== null));
    named("plan-state").textContent = `From ${long(start)} to ${long(last)}.`;
    named("next").replaceChildren(...next(coming, days, today));
    named("next").hidden = false;
    named("plan-clear").hidden = false;
  }

  /** @param {number} coming @param {(number | null)[]} days @param {number} today */
  function next(coming, days, today) {
    const day = days[coming] ?? null;
    if (day === null) return [element("p", { textContent: "Your dates are all behind you. Well done for coming this far." })];
    const { starts, titles } = places[coming].dataset;
    const when = day === today ? "Today" : long(day);
    return [
      element("p", { className: "gw-next-when" }, "Next group: ", element("b", { textContent: `${when}, ${starts}` })),
      element("p", {}, element("a", { href: links[coming].getAttribute("href"), textContent: `Week ${meetings[coming].week}: ${titles}` })),
    ];
  }

  /** @param {number} start @param {number} week @param {number[]} right */
  function refuse(start, week, right) {
    const name = told(start, { weekday: "long" });
    named("plan-state").append(`There is no group on a ${name} in week ${week}. Did you mean: `);
    right.forEach((day) => {
      const button = element("button", { type: "button", textContent: long(day) });
      button.addEventListener("click", () => {
        first.value = gwPlan.write(day);
        changed();
        first.focus();
      });
      named("plan-state").append(button, " ");
    });
  }

  function work() {
    clear();
    const start = gwPlan.read(first.value);
    if (start === null) return;
    const week = Number(weeks.value);
    const right = gwPlan.nearest(meetings, start, week);
    if (right.length) refuse(start, week, right);
    else present(start, week);
  }

  function changed() {
    const kept = new URLSearchParams();
    if (first.value) kept.set("start", first.value);
    if (first.value && weeks.value !== "1") kept.set("week", weeks.value);
    history.replaceState(history.state, "", `${location.pathname}${location.search}${[...kept].length ? `#${kept}` : ""}`);
    work();
  }

  function restore() {
    const kept = new URLSearchParams(location.hash.slice(1));
    const start = gwPlan.read(kept.get("start"));
    if (start === null) return;
    first.value = gwPlan.write(start);
    weeks.value = kept.get("week") ?? "1";
    if (weeks.selectedIndex < 0) weeks.selectedIndex = 0;
    work();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", changed);
  named("plan-clear").addEventListener("click", () => {
    form.reset();
    changed();
    first.focus();
  });
  addEventListener("hashchange", restore);
  addEventListener("pageshow", restore);
  named("plan").hidden = false;
})();
