// The words of the tab: Blue Ocean's translation where it has one, else the English of the same file.
import { core } from './host.js';
import { report } from './report.js';
import source from '../../resources/io/jenkins/plugins/deployhooks/ui/BlueOcean.properties';

const BUNDLE = 'io.jenkins.plugins.deployhooks.ui.BlueOcean';
const english = {};
for (const line of source.split(/\r?\n/)) {
  const at = line.indexOf('=');
  if (at > 0 && line[0] !== '#') {
    english[line.slice(0, at).trim()] = line.slice(at + 1).trim();
  }
}

let translate = null;
let usable = true; // told once, not for each word

function fill(pattern, values) {
  return pattern.replace(/\{(\d)\}/g, (hole, index) => (index in values ? String(values[index]) : hole));
}

// text KEY VALUE…: never throws; an unknown key is shown as it is
export function text(key, ...values) {
  const fallback = key in english ? english[key] : key;
  if (!usable) {
    return fill(fallback, values);
  }
  try {
    translate = translate || core().i18nTranslator('deploy-hooks', BUNDLE);
    const options = { defaultValue: fallback };
    values.forEach((value, index) => (options[index] = value));
    const found = translate(key, options);
    return fill(typeof found === 'string' && found !== '' ? found : fallback, values);
  } catch (e) {
    usable = false;
    report('words', e);
    return fill(fallback, values);
  }
}

// time of day at MILLIS since 1970, as the reader's browser writes it; nothing where there is none
export function time(millis) {
  return typeof millis === 'number' ? new Date(millis).toLocaleTimeString() : '';
}

// duration of MILLIS, to two figures that matter
export function duration(millis) {
  if (typeof millis !== 'number' || !(millis >= 0)) {
    return '';
  }
  if (millis < 1000) {
    return text('duration.millis', Math.round(millis));
  }
  if (millis < 59950) {
    return text('duration.seconds', (millis / 1000).toFixed(1));
  }
  const seconds = Math.round(millis / 1000);
  if (seconds < 3600) {
    return text('duration.minutes', Math.floor(seconds / 60), seconds % 60);
  }
  const minutes = Math.round(seconds / 60);
  return text('duration.hours', Math.floor(minutes / 60), minutes % 60);
}

// size of BYTES
export function size(bytes) {
  if (bytes < 1024) {
    return text('size.bytes', bytes);
  }
  const kib = bytes / 1024;
  return kib < 1024 ? text('size.kib', kib.toFixed(0)) : text('size.mib', (kib / 1024).toFixed(1));
}
