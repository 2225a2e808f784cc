import { closest, editDistance } from '../../lib/text/did-you-mean';
import { listed } from '../../lib/text/listed';
import { ProblemsError } from '../terminal/failure-text';
import type { Explanation } from './explanation';
import { FAMILIES } from './families';

/** What was asked for: things to explain in full, or a list of what it may be. */
export type Meant = { readonly explained: readonly Explanation[] } | { readonly listed: readonly Explanation[] };

/**
 * What a person means by an id in whatever form it was copied, a letter of a family, or words.
 *
 * @throws if nothing is called so, with what is near
 */
export function meantBy(words: readonly string[], all: readonly Explanation[]): Meant {
  const names = words.flatMap((word) => word.split(/[\s,]+/)).filter(Boolean);
  const ids = names.map(idIn);
  const known = (id: string) => all.filter((one) => one.id.toLowerCase() === id.toLowerCase());
  if (ids.every((id) => known(id).length > 0)) return { explained: [...new Set(ids.flatMap(known))] };
  const families = ids.map((id) => id.toUpperCase()).filter((id) => id in FAMILIES);
  if (families.length === ids.length) {
    return { listed: all.filter(({ id, isRule }) => isRule && families.includes(id[0])) };
  }
  const strange = ids.filter((id) => /^[a-z]\d+$/i.test(id) && known(id).length === 0);
  if (strange.length > 0) throw new ProblemsError(strange.map((id) => unknownId(id.toUpperCase(), all)));
  const found = sayingAll(names, all);
  if (found.length === 0) throw new ProblemsError([unknownWords(names, all)]);
  return found.length === 1 ? { explained: found } : { listed: found };
}

/** `C2` of `(C2)`, `[C2]`, `C2:`, `rules.md#c2` and the address of that page. */
function idIn(word: string): string {
  const text = word.slice(word.lastIndexOf('#') + 1);
  return text.replaceAll(/^[^a-z0-9]+|[^a-z0-9]+$/gi, '');
}

function unknownId(id: string, all: readonly Explanation[]): string {
  const near = all.filter((one) => one.isRule && one.id[0] === id[0] && editDistance(one.id, id) < 2).slice(0, 3);
  const meant = near.map((one) => `${one.id} (${one.title})`);
  const list = `npx cdk8s-infisical explain${id[0] in FAMILIES ? ` ${id[0]} lists the rules of its family` : ' lists the families'}`;
  const question = near.length === 0 ? '' : `did you mean ${meant.join(', or ')}? `;
  return `there is no rule ${id}: ${question}${list}`;
}

/** Those whose title says all of the words; else those of which anything does. */
function sayingAll(words: readonly string[], all: readonly Explanation[]): Explanation[] {
  const asked = words.map(asSearched).filter(Boolean);
  if (asked.length === 0) return [];
  const saying = (textOf: (one: Explanation) => string) =>
    all.filter((one) => {
      const text = asSearched(textOf(one));
      return asked.every((word) => text.includes(word));
    });
  const byTitle = saying(({ id, title }) => `${id} ${title}`);
  return byTitle.length > 0 ? byTitle : saying(wholeTextOf);
}

function wholeTextOf({ id, title, why, source = '', example }: Explanation): string {
  return [id, title, why, source, example?.bad() ?? '', example?.good() ?? ''].join('\n');
}

/** `auto-reload` and `autoReload` are one word. */
function asSearched(text: string): string {
  return text.toLowerCase().replaceAll(/[^a-z0-9\s]/g, '');
}

function unknownWords(words: readonly string[], all: readonly Explanation[]): string {
  const ids = all.map(({ id }) => id).filter((id) => id.length > 3);
  const vocabulary = new Set([...ids, ...all.flatMap(({ title, why }) => `${title} ${why}`.match(/[\w-]{4,}/g) ?? [])]);
  const near = words.map((word) => closest(word, vocabulary)).filter((word) => word !== undefined);
  const meant = near.map((word) => titledName(word, all));
  const question = meant.length === 0 ? '' : `did you mean ${listed(meant)}? `;
  return `nothing says "${words.join(' ')}": ${question}npx cdk8s-infisical explain lists the families`;
}

function titledName(word: string, all: readonly Explanation[]): string {
  const own = all.find(({ id }) => id === word);
  return own === undefined ? `"${word}"` : `${own.id} (${own.title})`;
}
