// Output of programs as pieces of one style each: SGR sequences become class names, other escape sequences go.
const ESCAPE = /\u001b(?:\[([0-9;?]*)[ -\/]*([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)|[@-Z\\^_])/g;
const UNFINISHED = /\u001b(?:\[[0-9;?]*[ -\/]*|\][^\u0007\u001b]*)?$/;
const LONGEST_UNFINISHED = 256; // longer is no escape sequence but output with an escape character in it

export const PLAIN = '';

// pieces TEXT STYLE: { pieces: [{ text, style }], style: at the end, rest: an escape sequence that is not whole yet }
export function pieces(text, style) {
  const list = [];
  const cut = UNFINISHED.exec(text.slice(-LONGEST_UNFINISHED));
  const rest = cut ? cut[0] : '';
  const whole = text.slice(0, text.length - rest.length);
  let from = 0;
  let current = style;
  const push = to => {
    if (to > from) {
      list.push({ text: whole.slice(from, to), style: current });
    }
  };
  ESCAPE.lastIndex = 0;
  for (let found = ESCAPE.exec(whole); found; found = ESCAPE.exec(whole)) {
    push(found.index);
    from = ESCAPE.lastIndex;
    if (found[2] === 'm') {
      current = applied(found[1], current);
    }
  }
  push(whole.length);
  return { pieces: list, style: current, rest };
}

// The style after an SGR sequence: class names, one for each kind.
function applied(codes, style) {
  const kinds = {};
  for (const name of style.split(' ').filter(Boolean)) {
    kinds[name.split('-')[0]] = name;
  }
  const list = codes.split(';').map(Number);
  for (let at = 0; at < list.length; at++) {
    const code = list[at];
    if (code === 38 || code === 48) {
      at += list[at + 1] === 5 ? 2 : 4; // of 256 and more colours none is shown
    } else {
      apply(code, kinds);
    }
  }
  return Object.values(kinds).join(' ');
}

function apply(code, kinds) {
  if (code === 0) {
    Object.keys(kinds).forEach(kind => delete kinds[kind]);
  } else if (code === 1) {
    kinds.bold = 'bold';
  } else if (code === 4) {
    kinds.underline = 'underline';
  } else if (code === 22) {
    delete kinds.bold;
  } else if (code === 24) {
    delete kinds.underline;
  } else if (code === 39) {
    delete kinds.fg;
  } else if (code === 49) {
    delete kinds.bg;
  } else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) {
    kinds.fg = `fg-${code % 10}`;
  } else if ((code >= 40 && code <= 47) || (code >= 100 && code <= 107)) {
    kinds.bg = `bg-${code % 10}`;
  }
}
