// What Blue Ocean gives us: known only at run time, set once before any module that needs it is evaluated.
let host = null;

export function provide(modules) {
  host = modules;
}

export function React() {
  return host.React;
}

export function core() {
  return host.core;
}
