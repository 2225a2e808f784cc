interface KeyInText {
  readonly key: string;
  readonly line: number;
}

/** The keys that a template which is one text, read as a map of YAML, writes as they stand in it. */
export function keysInText(text: string): KeyInText[] {
  return withoutActions(text)
    .split('\n')
    .flatMap((content, i) => {
      const key = keyOfLine(content);
      return key === undefined ? [] : [{ key, line: i + 1 }];
    });
}

/** With nothing left of an action but its lines, and a brace where it stood. */
function withoutActions(text: string): string {
  const written: string[] = [];
  let from = 0;
  for (let open = text.indexOf('{{'); open >= 0; open = text.indexOf('{{', from)) {
    const close = text.indexOf('}}', open);
    if (close < 0) break;
    const lines = text.slice(open, close).split('\n').length - 1;
    written.push(text.slice(from, open), '{', '\n'.repeat(lines));
    from = close + 2;
  }
  return [...written, text.slice(from)].join('');
}

/** What begins something else, or ends before a colon does. */
const NO_PLAIN_KEY = /^[\s#{}[\],&*!|>%@`?:-]|[{}]|\s#/;

function keyOfLine(line: string): string | undefined {
  const end = line.search(/:(?=\s|$)/);
  if (end < 0 || /^\s/.test(line)) return undefined;
  const key = line.slice(0, end).trimEnd();
  const quote = key[0];
  if (quote !== '"' && quote !== "'") return NO_PLAIN_KEY.test(key) ? undefined : key;
  const inner = key.slice(1, -1);
  return key.length > 1 && key.endsWith(quote) && !/["'\\{}]/.test(inner) ? inner : undefined;
}
