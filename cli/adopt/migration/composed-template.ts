import { Call, type Code, Member } from '../../typescript/code';
import { call, library } from '../draft/words';

const VALUE = /\{\{-?\s*\.([A-Za-z_]\w*)\.Value\s*(\|\s*urlquery\s*)?-?\}\}/;

/** The template as a value made of keys and text; undefined if there is more to it. */
export function composed(template: string): Code {
  const parts: Code[] = [];
  let rest = template;
  for (let match = VALUE.exec(rest); match !== null; match = VALUE.exec(rest)) {
    // A hyphen would eat the blanks around it.
    if (/^\{\{-|-\}\}$/.test(match[0])) return undefined;
    if (match.index > 0) parts.push(text(rest.slice(0, match.index)));
    parts.push(key(match[1], match[2] !== undefined));
    rest = rest.slice(match.index + match[0].length);
  }
  if (rest !== '') parts.push(text(rest));
  if (template.replaceAll(new RegExp(VALUE, 'g'), '').includes('{{')) return undefined;
  return parts.length === 1 ? parts[0] : call(library('TemplateValue.concat'), ...parts);
}

function text(literal: string): Code {
  return call(library('TemplateValue.text'), literal);
}

function key(name: string, isEncoded: boolean): Code {
  const value = call(library('TemplateValue.key'), name);
  return isEncoded ? new Call(new Member(value, 'urlEncoded')) : value;
}
