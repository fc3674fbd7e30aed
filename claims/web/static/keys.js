// Single keys for the review pages: each works the button, link or field that names it. Nothing here is needed.
"use strict";
(() => {
  const help = document.getElementById("keys");
  const on = document.getElementById("keys-on");
  if (!help || !on) return;
  const stored = "claims-keys";
  let busy = false;

  const remembered = () => {
    try { return localStorage.getItem(stored); } catch { return null; }
  };
  const remember = (value) => {
    try { localStorage.setItem(stored, value); } catch { /* a browser that keeps nothing */ }
  };
  const show = () => document.documentElement.classList.toggle("with-keys", on.checked);

  on.checked = remembered() !== "off";
  show();
  on.addEventListener("change", () => { remember(on.checked ? "on" : "off"); show(); });
  document.querySelectorAll(".keys-hint").forEach((hint) => { hint.hidden = false; });

  const typing = (element) => element.matches("input:not([type=checkbox]), textarea, select");
  const toggle = () => {
    help.hidden = !help.hidden;
    if (!help.hidden) on.focus();
  };
  document.querySelectorAll("[data-help]").forEach((button) => button.addEventListener("click", toggle));

  document.addEventListener("submit", (event) => {
    // A second press must not decide twice.
    if (busy) event.preventDefault();
    busy = true;
  });
  window.addEventListener("pageshow", () => { busy = false; });

  document.addEventListener("keydown", (event) => {
    const at = document.activeElement || document.body;
    if (event.key === "Escape") { at.blur(); return; }
    if (event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing(at)) return;
    if (event.key === "?") { event.preventDefault(); toggle(); return; }
    if (!on.checked || !/^[a-z]$/.test(event.key)) return;
    const button = document.querySelector(`[data-key="${event.key}"]`);
    const field = document.querySelector(`[data-focus="${event.key}"]`);
    const summary = document.querySelector(`[data-open="${event.key}"]`);
    if (!button && !field && !summary) return;
    event.preventDefault();
    if (button) { if (!busy) button.click(); return; }
    if (field) { field.focus(); return; }
    summary.parentElement.open = true;
    summary.parentElement.querySelector("select, input:not([type=hidden])").focus();
  });
})();
