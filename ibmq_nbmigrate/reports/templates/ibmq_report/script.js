(() => {
  "use strict";
  const form = document.getElementById("filter");
  const all = (selector, root = document) => [...root.querySelectorAll(selector)];
  const show = (element, visible) => { element.hidden = !visible; };
  const anyVisible = (elements) => elements.some((element) => !element.hidden);

  function apply() {
    const statuses = new Set(all("[name=status]:checked", form).map((box) => box.value));
    const everything = statuses.size === all("[name=status]", form).length && !form.rule.value;
    const rule = form.rule.value;
    const path = form.path.value.trim().toLowerCase();
    const matches = (item) => statuses.has(item.dataset.status) && (!rule || item.dataset.rule === rule);
    for (const group of all("details.rule")) {
      const uses = all(".use", group);
      for (const use of uses) {
        const places = all("li", use);
        places.forEach((place) => show(place, place.dataset.path.toLowerCase().includes(path)));
        show(use, statuses.has(use.dataset.status) && anyVisible(places));
      }
      show(group, (!rule || group.dataset.rule === rule) && anyVisible(uses));
    }
    let shown = 0;
    for (const notebook of all(".notebook")) {
      const named = notebook.dataset.path.toLowerCase().includes(path);
      let some = notebook.matches(".error") || everything;
      for (const cell of named ? all(".cell", notebook) : []) {
        const items = all(".findings li", cell);
        items.forEach((item) => show(item, matches(item)));
        show(cell, everything || anyVisible(items));
        some = some || !cell.hidden;
      }
      show(notebook, named && some);
      shown += notebook.hidden ? 0 : 1;
    }
    form.shown.textContent = `${shown} ${shown === 1 ? "file" : "files"} shown`;
  }

  function reveal() {
    const target = location.hash && document.getElementById(location.hash.slice(1));
    if (!target) return;
    target.hidden = false;
    for (let around = target.closest("details"); around; around = around.parentElement.closest("details")) {
      around.hidden = false;
      around.open = true;
    }
    target.scrollIntoView();
  }

  if (form) {
    let waiting;
    form.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 80); });
    form.addEventListener("submit", (event) => event.preventDefault());
    form.open.addEventListener("click", () => all("details.notebook").forEach((item) => { item.open = true; }));
    form.close.addEventListener("click", () => all("details").forEach((item) => { item.open = false; }));
    form.hidden = false;
    apply();
  }
  let closed = [];
  addEventListener("beforeprint", () => {
    closed = all("details:not([open])");
    closed.forEach((item) => { item.open = true; });
  });
  addEventListener("afterprint", () => closed.forEach((item) => { item.open = false; }));
  addEventListener("hashchange", reveal);
  reveal();
})();
