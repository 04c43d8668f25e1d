// One's own dates on the page of a track. What is typed stays behind the '#' of the address; nothing is sent or stored.
(() => {
  const named = (id) => document.getElementById(`gw-${id}`);
  const form = named("plan").querySelector("form");
  const rolling = named("plan").dataset.rolling === "yes";
  const places = [...document.querySelectorAll(".gw-weeks [data-day]")];
  const meetings = places.map((place) => ({ week: Number(place.closest("[data-week]").dataset.week), day: place.dataset.day }));
  const language = document.documentElement.lang;
  const told = (day, options) => new Date(day * 86400000).toLocaleDateString(language, { timeZone: "UTC", ...options });
  const long = (day) => told(day, { weekday: "long", month: "long", day: "numeric" });
  const short = (day) => told(day, { month: "short", day: "numeric" });
  const field = (name) => form.elements.namedItem(name);
  const element = (tag, properties, ...children) => {
    const made = Object.assign(document.createElement(tag), properties);
    made.append(...children);
    return made;
  };

  function clear() {
    places.forEach((place) => {
      place.querySelector(".gw-on")?.remove();
      place.firstElementChild.removeAttribute("aria-current");
      place.classList.remove("gw-past");
      const { week, day } = meetings[places.indexOf(place)];
      place.firstElementChild.ariaLabel = `Week ${week}, ${place.querySelector("span").textContent}`;
    });
    named("next").hidden = true;
    named("plan-state").replaceChildren();
    named("plan-clear").hidden = true;
  }

  function present(start, week) {
    const days = gwPlan.dates(meetings, start, week, rolling);
    const now = new Date();
    const today = gwPlan.today(now);
    const coming = gwPlan.next(days, places.map((place) => Number(place.dataset.ends)), today, now.getHours() * 60 + now.getMinutes());
    places.forEach((place, index) => {
      const link = place.firstElementChild;
      const day = days[index];
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

  function next(coming, days, today) {
    if (coming < 0) return [element("p", { textContent: "Your dates are all behind you. Well done for coming this far." })];
    const { dataset, firstElementChild: link } = places[coming];
    const when = days[coming] === today ? "Today" : long(days[coming]);
    return [
      element("p", { className: "gw-next-when" }, "Next group: ", element("b", { textContent: `${when}, ${dataset.starts}` })),
      element("p", {}, element("a", { href: link.getAttribute("href"), textContent: `Week ${meetings[coming].week}: ${dataset.titles}` })),
    ];
  }

  function refuse(start, week, right) {
    const name = told(start, { weekday: "long" });
    named("plan-state").append(`There is no group on a ${name} in week ${week}. Did you mean: `);
    right.forEach((day) => {
      const button = element("button", { type: "button", textContent: long(day) });
      button.addEventListener("click", () => {
        field("start").value = gwPlan.write(day);
        changed();
        field("start").focus();
      });
      named("plan-state").append(button, " ");
    });
  }

  function work() {
    clear();
    const start = gwPlan.read(field("start").value);
    if (start === null) return;
    const week = Number(field("week").value);
    const right = gwPlan.nearest(meetings, start, week);
    if (right.length) refuse(start, week, right);
    else present(start, week);
  }

  function changed() {
    const kept = new URLSearchParams();
    if (field("start").value) kept.set("start", field("start").value);
    if (field("start").value && field("week").value !== "1") kept.set("week", field("week").value);
    history.replaceState(history.state, "", `${location.pathname}${location.search}${[...kept].length ? `#${kept}` : ""}`);
    work();
  }

  function restore() {
    const kept = new URLSearchParams(location.hash.slice(1));
    if (gwPlan.read(kept.get("start")) === null) return;
    field("start").value = kept.get("start");
    field("week").value = kept.get("week") ?? "1";
    if (field("week").selectedIndex < 0) field("week").selectedIndex = 0;
    work();
  }

  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("input", changed);
  named("plan-clear").addEventListener("click", () => {
    form.reset();
    changed();
    field("start").focus();
  });
  addEventListener("hashchange", restore);
  addEventListener("pageshow", restore);
  named("plan").hidden = false;
})();
