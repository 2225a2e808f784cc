import { pathText } from '../../../lib/model/field';
import { quotedText } from '../../../lib/text/key-name';
import type { Step } from './field-changes';

/** A place for people: `spec.template.spec.containers[orders].env[STRIPE_KEY].value`. */
export function placeText(steps: readonly Step[]): string {
  let [text, names]: [string, (string | number)[]] = ['', []];
  for (const step of steps) {
    if (typeof step !== 'object') {
      names.push(step);
      continue;
    }
    text = joinedPath(text, pathText(names)) + itemText(step.item);
    names = [];
  }
  return joinedPath(text, pathText(names));
}

function joinedPath(text: string, path: string): string {
  return text === '' || path === '' || path.startsWith('[') ? `${text}${path}` : `${text}.${path}`;
}

/** What looks like a place in the list is in quotes. */
function itemText(item: string): string {
  return /^[\w./-]*[a-z_/][\w./-]*$/i.test(item) && quotedText(item).startsWith('"')
    ? `[${item}]`
    : `[${quotedText(item)}]`;
}
