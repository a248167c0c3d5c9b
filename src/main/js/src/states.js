// States and outcomes: each has a shape of its own beside its word, so that colour is never the only sign.
import React from 'react';

const CHECK = 'M4 8.5l2.7 2.7L12 5.5';
const CROSS = 'M5 5l6 6M11 5l-6 6';
const MARK = 'M8 4v5M8 11.5v.5';
const CLOCK = 'M8 4.5V8l2.5 1.5';
const SQUARE = 'M5.5 5.5h5v5h-5z';
const DASH = 'M4.5 8h7';
const DOTS = 'M4.5 8h.01M8 8h.01M11.5 8h.01';
const DOT = 'M8 8h.01';
const QUESTION = 'M6 6.2a2 2 0 1 1 2.8 1.9c-.6.3-.8.6-.8 1.2M8 11.8v.1';

const SIGNS = {
  SUCCEEDED: ['good', CHECK],
  SUCCESS: ['good', CHECK],
  UNSTABLE: ['warning', MARK],
  FAILED: ['bad', CROSS],
  TIMED_OUT: ['bad', CLOCK],
  LOST: ['bad', QUESTION],
  ABORTED: ['quiet', SQUARE],
  SKIPPED: ['quiet', DASH],
  PENDING: ['quiet', DOT],
  RUNNING: ['running', DOTS],
};

// state NAME WORD: the sign of the state or outcome of that name, and its word; one of a newer version has a sign of its own
export function state(name, word) {
  const [kind, path] = SIGNS[String(name).toUpperCase()] || ['quiet', QUESTION];
  return (
    <span className={`deploy-hooks-state deploy-hooks-${kind}`}>
      <svg viewBox="0 0 16 16" width="16" height="16" aria-hidden="true" focusable="false">
        <circle cx="8" cy="8" r="7" />
        <path d={path} />
      </svg>
      <span>{word}</span>
    </span>
  );
}
