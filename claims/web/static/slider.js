// The days of a series as a slider: it leads to the same addresses as the links under it.
"use strict";
(() => {
  const slider = document.getElementById("slider");
  const links = [...document.querySelectorAll(".days a")];
  if (!slider || links.length < 3) return;
  const day = document.getElementById("day");
  const at = links.findIndex((link) => link.getAttribute("aria-current") === "true");
  const say = () => {
    const words = links[slider.valueAsNumber].textContent;
    day.textContent = words;
    slider.setAttribute("aria-valuetext", words);
  };
  slider.max = String(links.length - 1);
  slider.value = String(at < 0 ? links.length - 1 : at);
  say();
  slider.addEventListener("input", say);
  // Arrow keys change it step by step: the page follows when they rest.
  let waiting = 0;
  slider.addEventListener("change", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => location.assign(links[slider.valueAsNumber].href), 600);
  });
  slider.closest(".slide").hidden = false;
})();
