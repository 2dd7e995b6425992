// The two views as tabs. The address remembers which one: #model is the model, anything else the lead.

/** `shown(name)` is called with the view's name whenever one comes into view, the first time included. */
export function showTabs(list, shown) {
  const tabs = [...list.querySelectorAll('[role="tab"]')];
  const panel = (tab) => document.getElementById(tab.getAttribute("aria-controls"));
  let current;

  function select(tab) {
    for (const each of tabs) {
      const on = each === tab;
      each.setAttribute("aria-selected", on);
      each.tabIndex = on ? 0 : -1;
      panel(each).hidden = !on;
    }
    if (current === tab) return;
    current = tab;
    shown(tab.dataset.hash);
  }

  function follow() {
    const hash = location.hash.slice(1);
    select(tabs.find((tab) => tab.dataset.hash === hash) ?? tabs[0]);
    // The target may have been out of view when the browser looked for it.
    if (hash !== "" && hash !== current.dataset.hash) document.getElementById(hash)?.scrollIntoView();
  }

  function open(tab) {
    if (tab === current) return;
    history.pushState(null, "", `#${tab.dataset.hash}`);
    select(tab);
  }

  for (const [place, tab] of tabs.entries()) {
    tab.addEventListener("click", () => open(tab));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: place + 1, ArrowLeft: place - 1, Home: 0, End: -1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      const next = tabs.at(to % tabs.length);
      next.focus();
      open(next);
    });
  }
  addEventListener("hashchange", follow);
  addEventListener("popstate", follow);
  follow();
}
