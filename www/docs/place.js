// Where one is: the heading in view is marked in the list of them, the page in the list of pages; a link to a key opens its example.

export function setUpPlace() {
  document.querySelector(".pages [aria-current]")?.scrollIntoView({ block: "nearest" });
  addEventListener("hashchange", openTarget);
  openTarget();
  const links = new Map([...document.querySelectorAll(".toc a")].map((link) => [decodeURIComponent(link.hash.slice(1)), link]));
  if (links.size === 0) return;
  const headings = [...links.keys()].map((id) => document.getElementById(id));
  const mark = () => {
    const line = Number.parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 8;
    const current = headings.findLast((heading) => heading.getBoundingClientRect().top <= line) ?? headings[0];
    for (const [id, link] of links) {
      if (id !== current.id) link.removeAttribute("aria-current");
      else if (!link.hasAttribute("aria-current")) {
        link.setAttribute("aria-current", "true");
        keepInView(link);
      }
    }
  };
  let waiting = false;
  addEventListener("scroll", () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      mark();
    });
  }, { passive: true });
  mark();
}

// The list scrolls by itself, and only that: `scrollIntoView` would move the page as well.
function keepInView(link) {
  const list = link.closest(".toc");
  const { top, bottom } = link.getBoundingClientRect();
  const box = list.getBoundingClientRect();
  if (top < box.top || bottom > box.bottom) list.scrollTop += top - box.top - box.height / 2;
}

function openTarget() {
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  const example = target?.matches("h3") ? exampleAfter(target.parentElement) : null;
  if (example !== null) example.open = true;
}

// Keys that one example shows stand together before it.
function exampleAfter(key) {
  let element = key;
  while (element?.matches(".key")) element = element.nextElementSibling;
  return element?.matches(".example") ? element : null;
}
