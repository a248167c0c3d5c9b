// Reads a log piece by piece, and what is added to it while its hook runs. Knows nothing of how it is drawn.
import { logText, statusOf } from './rest.js';
import { report } from './report.js';
import { PLAIN, pieces } from './ansi.js';

export const TAIL = 128 * 1024; // bytes of a long log that are read at first
const PAUSE = 2000; // milliseconds
const LONGEST_PAUSE = 32000;
const FULL = 1024 * 1024; // bytes; an answer as large as that was cut off, and the rest is there already
const GONE = [401, 403, 404]; // the log was deleted, or may not be read any more
const BLOCK = 64 * 1024; // characters; the browser lays out only the blocks that are seen

export class Follower {
  // changed is called with { blocks, start, more, error } whenever something is new
  constructor(address, changed) {
    this.address = address;
    this.changed = changed;
    this.generation = 0; // answers to what was asked before a new opening are dropped
    this.timer = null;
  }

  // open BYTES: at the tail of a log of that size, so that a long one is there at once
  open(bytes) {
    this.openAt(Math.max(0, (bytes || 0) - TAIL));
  }

  openAt(start) {
    this.close();
    Object.assign(this, { start, end: start, blocks: [], style: PLAIN, rest: '', pause: PAUSE });
    this.read(this.generation);
  }

  close() {
    this.generation++;
    clearTimeout(this.timer);
  }

  read(generation) {
    const current = () => this.generation === generation;
    this.ask()
      .then(answer => current() && this.arrived(answer, generation), error => current() && this.failed(error, generation))
      .catch(e => report('log', e));
  }

  ask() {
    try {
      return logText(this.address, this.end);
    } catch (e) {
      return Promise.reject(e);
    }
  }

  arrived(answer, generation) {
    this.pause = PAUSE;
    const full = answer.end - this.end >= FULL;
    this.append(answer.text);
    this.end = answer.end;
    this.tell(answer.more, null);
    if (answer.more) {
      this.later(generation, full ? 0 : this.pause);
    }
  }

  failed(error, generation) {
    report('log', error);
    const lost = GONE.includes(statusOf(error));
    this.tell(!lost, error);
    if (!lost) {
      this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      this.later(generation, this.pause);
    }
  }

  later(generation, pause) {
    this.timer = setTimeout(() => this.read(generation), pause);
  }

  tell(more, error) {
    this.changed({ blocks: this.blocks, start: this.start, more, error });
  }

  append(text) {
    const first = this.start > 0 && this.end === this.start;
    // In the middle of a log the first line is a part of one.
    const whole = first ? text.slice(text.indexOf('\n') + 1) : text;
    const parsed = pieces(this.rest + whole.replace(/\r\n/g, '\n'), this.style);
    this.style = parsed.style;
    this.rest = parsed.rest;
    const blocks = this.blocks.slice();
    parsed.pieces.forEach(piece => add(blocks, piece));
    this.blocks = blocks;
  }
}

// Adds a piece to the last block, and what has no room there to new ones, which begin with a line. A block that grows is a
// new object: what is equal is not drawn again.
function add(blocks, piece) {
  let { text } = piece;
  while (text !== '') {
    const last = blocks.length > 0 ? blocks.pop() : { pieces: [], length: 0 };
    const room = BLOCK - last.length;
    const line = text.length <= room ? -1 : text.indexOf('\n', Math.max(room - 1, 0));
    const here = line < 0 ? text : text.slice(0, line + 1);
    blocks.push({ pieces: last.pieces.concat({ text: here, style: piece.style }), length: last.length + here.length });
    text = text.slice(here.length);
    if (text !== '') {
      blocks.push({ pieces: [], length: 0 });
    }
  }
}
