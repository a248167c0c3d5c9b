/* Keeps the timeline of a build that goes on up to date, and opens what an address points into. */
(function () {
  const BETWEEN = 3000;
  const SLOWEST = 60000;

  /** What somebody has opened stays open, and the focus stays where it is. */
  function replace(timeline, html) {
    const open = [...timeline.querySelectorAll("details[open]")].map((each) => each.id);
    const focus = document.activeElement?.closest("[id]")?.id;
    const link = [...(document.activeElement?.closest("tr")?.querySelectorAll("a") ?? [])].indexOf(
      document.activeElement,
    );
    timeline.innerHTML = html;
    open.forEach((id) => document.getElementById(id)?.setAttribute("open", ""));
    const there = focus && timeline.querySelector("#" + CSS.escape(focus));
    if (there && link >= 0) {
      there.querySelectorAll("a")[link]?.focus();
    }
  }

  function follow(timeline, pause, before) {
    setTimeout(() => {
      if (document.hidden) {
        follow(timeline, pause, before);
        return;
      }
      fetch(timeline.dataset.href, { cache: "no-store" })
        .then((answer) => {
          if (!answer.ok) {
            throw new Error(answer.statusText);
          }
          return answer.text().then((html) => {
            if (html !== before) {
              replace(timeline, html);
            }
            if (answer.headers.get("X-More-Data") === "true") {
              follow(timeline, BETWEEN, html);
            }
          });
        })
        .catch(() => follow(timeline, Math.min(pause * 2, SLOWEST), before));
    }, pause);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document
      .querySelectorAll(".deploy-hooks-timeline[data-going-on='true']")
      .forEach((timeline) => follow(timeline, BETWEEN, ""));
  });
})();
