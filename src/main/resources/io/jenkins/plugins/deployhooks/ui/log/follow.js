/* Fetches the log of a hook into its page while somebody looks at it, piece by piece. */
(function () {
  // Jenkins' own script asks each second; a question by our longer address costs Jenkins a quarter more than the console's.
  const AFTER_NEWS = 1500;
  const AFTER_NOTHING = 2000;
  const SLOWEST = 15000;
  // An answer has 4 MiB at most: behind one that is about as large there is more already.
  const FULL = 3 * 1024 * 1024;
  // As long as the end is not further below than this, somebody looks at the end.
  const NEAR = 25;

  /** What may be otherwise next time; of all other faults of a question the next one has the same. */
  const AGAIN = [408, 425, 429];

  /** It may not be read any more, or is gone. */
  function isOver(status) {
    return status >= 400 && status < 500 && !AGAIN.includes(status);
  }

  function isAtEnd(page) {
    return page.scrollHeight - page.scrollTop - page.clientHeight <= NEAR;
  }

  /** Whether its hook ran when the page was made; otherwise the page fetches only what was too much for it. */
  function goesOn(log) {
    return log.getAttribute("role") === "log";
  }

  function append(log, html) {
    if (html === "") {
      return;
    }
    const page = document.scrollingElement;
    const stays = goesOn(log) && isAtEnd(page);
    const part = document.createElement("div");
    part.innerHTML = html;
    log.append(part);
    // what plugins do with notes in logs
    window.Behaviour?.applySubtree(part, true);
    if (stays) {
      page.scrollTop = page.scrollHeight;
    }
  }

  /** Takes what stands above the log from the page as it is now, which is that of a hook that has ended. */
  function ended() {
    fetch("?tail=1", { cache: "no-store" })
      .then((answer) => (answer.ok ? answer.text() : Promise.reject(new Error(answer.statusText))))
      .then((html) => {
        const now = new DOMParser().parseFromString(html, "text/html").querySelector(".deploy-hooks-head");
        document.querySelector(".deploy-hooks-head").replaceChildren(...now.childNodes);
      })
      .catch((fault) => console.warn("The state of the hook cannot be read:", fault));
  }

  function stop() {
    document.querySelector(".deploy-hooks-more").remove();
  }

  function ask(log, at) {
    const headers = at.annotator ? { "X-ConsoleAnnotator": at.annotator } : {};
    return fetch(log.dataset.href + "?start=" + at.start, { cache: "no-store", headers }).then((answer) => {
      if (isOver(answer.status)) {
        stop();
        document.querySelector(".deploy-hooks-gone").classList.remove("jenkins-hidden");
        return;
      }
      if (!answer.ok || !answer.headers.has("X-Text-Size")) {
        // also what is no log, such as the form of a log-in that a proxy shows
        throw new Error(answer.statusText);
      }
      return answer.text().then((html) => {
        const end = Number(answer.headers.get("X-Text-Size"));
        if (end < at.start) {
          // After a crash a log may be shorter than what was shown of it, and comes from its beginning.
          log.replaceChildren();
        }
        append(log, html);
        if (answer.headers.get("X-More-Data") === "true") {
          const got = end - at.start;
          const pause = got >= FULL ? 0 : got > 0 ? AFTER_NEWS : AFTER_NOTHING;
          follow(log, { start: end, annotator: answer.headers.get("X-ConsoleAnnotator"), pause });
        } else {
          stop();
          if (goesOn(log)) {
            ended();
          }
        }
      });
    });
  }

  function follow(log, at) {
    setTimeout(() => {
      if (document.hidden) {
        follow(log, { ...at, pause: Math.max(at.pause, AFTER_NEWS) });
      } else {
        // Without the notes' state next time: a plugin that has changed since may be what cannot read it.
        const pause = Math.min(Math.max(at.pause, AFTER_NEWS) * 2, SLOWEST);
        ask(log, at).catch(() => follow(log, { ...at, annotator: null, pause }));
      }
    }, at.pause);
  }

  document.addEventListener("DOMContentLoaded", () => {
    document
      .querySelectorAll(".deploy-hooks-log[data-href]")
      .forEach((log) => follow(log, { start: Number(log.dataset.start), annotator: null, pause: 0 }));
  });
})();
