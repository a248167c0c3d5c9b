/* Keeps the timeline of a build that goes on up to date. */
(function () {
  const AFTER_NEWS = 3000;
  // A question costs Jenkins about three times as much as one for more of the console, which is asked each second.
  const AFTER_NOTHING = 5000;
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
    // by what they say, since rows may go
    const news = states(timeline).filter((each) => !before.includes(each));
    if (news.length > 0) {
      document.querySelector(".deploy-hooks-news").textContent = news.join(". ");
    }
  }

  /** It may not be read any more, or is gone. */
  const OVER = [401, 403, 404];

  function details(timeline) {
    return [...timeline.querySelectorAll("details")];
  }

  /** Which details are open. */
  function folds(timeline) {
    return new Map(details(timeline).map((each) => [each.id, each.open]));
  }

  /** What can have the focus, by names that are the same in the next table. */
  function stops(timeline) {
    return new Map(
      [...timeline.querySelectorAll("a, summary, pre")].map((each) => [
        [each.localName, each.closest("details")?.id, each.getAttribute("href"), each.getAttribute("aria-label")].join(" "),
        each,
      ]),
    );
  }

  /**
   * What somebody has opened or closed stays so, and the focus and what was scrolled to stay where they are. Takes and gives
   * which details are open in the table as it came, since what nobody has touched is as the server says.
   */
  function replace(timeline, html, drawn) {
    const chosen = new Map([...folds(timeline)].filter(([id, open]) => open !== drawn.get(id)));
    const before = [...stops(timeline)].map(([name, each]) => [name, each === document.activeElement, each.scrollTop]);
    const known = states(timeline);
    timeline.innerHTML = html;
    tell(timeline, known);
    const now = folds(timeline);
    details(timeline).forEach((each) => (each.open = chosen.get(each.id) ?? each.open));
    const there = stops(timeline);
    before
      .filter(([name]) => there.has(name))
      .forEach(([name, focused, top]) => {
        there.get(name).scrollTop = top;
        if (focused) {
          there.get(name).focus({ preventScroll: true });
        }
      });
    return now;
  }

  function follow(timeline, pause, last) {
    setTimeout(() => {
      if (document.hidden) {
        follow(timeline, pause, last);
        return;
      }
      fetch(timeline.dataset.href, { cache: "no-store" })
        .then((answer) => {
          if (OVER.includes(answer.status)) {
            return null;
          }
          if (!answer.ok) {
            throw new Error(answer.statusText);
          }
          return answer.text().then((html) => {
            const known = states(timeline).join();
            const drawn = html === last.html ? last.drawn : replace(timeline, html, last.drawn);
            if (answer.headers.get("X-More-Data") === "true") {
              follow(timeline, states(timeline).join() === known ? AFTER_NOTHING : AFTER_NEWS, { html, drawn });
            }
          });
        })
        .catch(() => follow(timeline, Math.min(pause * 2, SLOWEST), last));
    }, pause);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document
      .querySelectorAll(".deploy-hooks-timeline[data-going-on='true']")
      .forEach((timeline) => follow(timeline, AFTER_NEWS, { html: "", drawn: folds(timeline) }));
  });
})();
