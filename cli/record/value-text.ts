import type { RecordedPart } from './record';

/** What of a text is one part: text without a dollar, a dollar written twice, or a name in our spelling. */
const PART = /[^$]+|\$\$|\$\{([A-Za-z_]\w*)-((?:[^${}]|\$\$)*)\}/y;

/** The parts of a value as we write it; undefined where a dollar means something else. */
export function partsOf(text: string): readonly RecordedPart[] | undefined {
  const parts: RecordedPart[] = [];
  let [words, at] = ['', 0];
  while (at < text.length) {
    PART.lastIndex = at;
    const found = PART.exec(text);
    if (found === null) return undefined;
    at = PART.lastIndex;
    const [part, name, otherwise = ''] = found;
    if (name === undefined) words += part === '$$' ? '$' : part;
    else {
      if (words !== '') parts.push({ text: words });
      parts.push({ name, ...(otherwise !== '' && { otherwise: singleDollars(otherwise) }) });
      words = '';
    }
  }
  return words === '' && parts.length > 0 ? parts : [...parts, { text: words }];
}

/** A text without names, as compose reads it. */
export function singleDollars(text: string): string {
  return text.replaceAll('$$', '$');
}

/** The variables that compose puts in their place in a text, in whatever spelling. */
export function replacedIn(text: string): string[] {
  return [...text.replaceAll('$$', '').matchAll(/\$\{?([A-Za-z_]\w*)/g)].map(([, variable]) => variable);
}
