/* In the console of a build that goes on, a line comes after the browser has looked for it. */
(function () {
  Behaviour.specify(".deploy-hooks-line", "deploy-hooks-line", 0, (line) => {
    if (location.hash === "#" + line.id) {
      // Jenkins scrolls to the end of what has come first.
      setTimeout(() => location.replace(location.hash), 0);
    }
  });
})();
