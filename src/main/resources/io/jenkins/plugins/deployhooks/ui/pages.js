/* Keeps the timeline of a build that goes on up to date, and opens what an address points into. */
(function () {
  const BETWEEN = 3000;
  const SLOWEST = 15000;

  /** Of each deployment and step of a timeline: what it is called, and its state. */
  function states(timeline) {
    return [...timeline.querySelectorAll(".deploy-hooks-deployment, .deploy-hooks-step")].map((part) =>
      [part.cells?.[0], part.querySelector("h2, [role=rowheader]"), part.querySelector(".deploy-hooks-state")]
        .map((each) => each?.textContent.trim())
        .filter(Boolean)
        .join(" "),
    );
  }

  /** Says what has changed to those who do not see it. */
  function tell(timeline, before) {
    const news = states(timeline).filter((each, at) => each !== before[at]);
    if (news.length > 0) {
      document.querySelector(".deploy-hooks-news").textContent = news.join(". ");
    }
  }

  /** What somebody has opened stays open, and the focus stays where it is. */
  function replace(timeline, html) {
    const open = [...timeline.querySelectorAll("details[open]")].map((each) => each.id);
    const focus = document.activeElement?.closest("[id]")?.id;
    const link = [...(document.activeElement?.closest("tr")?.querySelectorAll("a") ?? [])].indexOf(
      document.activeElement,
    );
    const before = states(timeline);
    timeline.innerHTML = html;
    tell(timeline, before);
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

  /** The log of a hook has ended: what stands above it is that of a hook that runs. */
  window.addEventListener("deploy-hooks-log-ended", () => {
    fetch("?tail=1", { cache: "no-store" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
      .then((html) => {
        const now = new DOMParser().parseFromString(html, "text/html").querySelector(".deploy-hooks-head");
        document.querySelector(".deploy-hooks-head").replaceChildren(...now.childNodes);
      })
      .catch((fault) => console.warn("The state of the hook cannot be read:", fault));
  });

  document.addEventListener("DOMContentLoaded", () => {
    document
      .querySelectorAll(".deploy-hooks-timeline[data-going-on='true']")
      .forEach((timeline) => follow(timeline, BETWEEN, ""));
  });
})();
