// Whatever a thumb may aim at that is smaller than 44 px either way: a link in the midst of a sentence is as high as its line.
(least) => {
  const shown = (one) => one.checkVisibility({ opacityProperty: false, visibilityProperty: true }) && one.getBoundingClientRect().width > 1;
  const block = (one) => (getComputedStyle(one).display.startsWith("inline") ? block(one.parentElement) : one);
  const inSentence = (one) => {
    if (getComputedStyle(one).display !== "inline") return false;
    const around = block(one.parentElement).textContent.trim().length - one.textContent.trim().length;
    return around > one.textContent.trim().length || around > 20;
  };
  const box = (one) => {
    const target = one.matches("input[type=checkbox], input[type=radio]") ? one.closest("label") ?? document.querySelector(`label[for="${one.id}"]`)?.closest("li") ?? one : one;
    return target.getBoundingClientRect();
  };
  const found = [...document.querySelectorAll("a[href], button, input, select, textarea, summary")].filter((one) => shown(one) && !one.matches(".gw-skip, [type=hidden]"));
  const small = found.filter((one) => !inSentence(one)).map((one) => [one, box(one)]).filter(([, { width, height }]) => height < least - 0.5 || width < least - 0.5);
  return { counted: found.length, small: small.map(([one, { width, height }]) => `${one.tagName.toLowerCase()}.${one.className} in ${one.parentElement.className || one.parentElement.tagName}, ${Math.round(width)} x ${Math.round(height)}: ${(one.textContent || one.name || "").trim().slice(0, 30)}`) };
}
