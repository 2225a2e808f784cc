/** So many parts of different lengths may a regular expression have: more of them could take the time of many lives here. */
const MOST_REPETITIONS = 3;
/** Names of keys are no longer. */
const LONGEST_TESTED = 253;

const POSIX: Readonly<Record<string, string>> = {
  alnum: '0-9A-Za-z',
  alpha: 'A-Za-z',
  digit: '0-9',
  lower: 'a-z',
  upper: 'A-Z',
  word: '0-9A-Za-z_',
  xdigit: '0-9A-Fa-f',
};

/** The tokens in which both languages agree, or that have another name here. */
const TOKEN =
  /\\[AzdDswWSbB]|\\[.+*?()|[\]{}^$\\\-/_]|\[\^?\]?(?:\[:\^?[a-z]+:\]|\\[dDswWS.+*?()|[\]{}^$\\\-/]|[^\]\\])*\]|\(\?P?<[A-Za-z_]\w*>|\(\?:|\(|\)|[*+?]\??|\{\d{1,3}(?:,\d{0,3})?\}\??|[|^$.]|[^\\[\](){}*+?|^$.]/y;

/** A Go regular expression as one of JavaScript; undefined where the languages may differ, or it takes too long. */
function asRegExp(source: string, flags = ''): RegExp | undefined {
  const [, options = ''] = /^\(\?([ims]+)\)/.exec(source) ?? [];
  const tokens = tokensOf(options === '' ? source : source.slice(options.length + 3));
  if (tokens === undefined || !isSimple(tokens)) return undefined;
  const written = tokens.map((token) => translationOf(token));
  if (written.includes(undefined) || (options.includes('m') && /\\[Az]/.test(source))) return undefined;
  try {
    return new RegExp(written.join(''), flags + [...new Set(options)].join(''));
  } catch {
    return undefined;
  }
}

/** Whether a name matches, as Go finds it anywhere in the name. */
export function tester(source: string): ((name: string) => boolean) | undefined {
  const pattern = asRegExp(source);
  return pattern && ((name) => name.length <= LONGEST_TESTED && pattern.test(name));
}

/**
 * What Go's `ReplaceAllString` makes of a name; undefined where nobody can say here. As `Regexp.replaceAll` of Go's
 * package regexp goes: a match of nothing right behind another match counts for nothing.
 */
export function replacer(source: string, target: string): ((name: string) => string | undefined) | undefined {
  const pattern = asRegExp(source, 'g');
  if (pattern === undefined) return undefined;
  return (name) => {
    // Outside of its first plane, a character is two here.
    if (name.length > LONGEST_TESTED || /[\uD800-\uDFFF]/.test(name)) return undefined;
    const parts: string[] = [];
    let end = 0;
    for (let from = 0; from <= name.length; ) {
      pattern.lastIndex = from;
      const match = pattern.exec(name);
      if (match === null) break;
      const matchEnd = match.index + match[0].length;
      parts.push(name.slice(end, match.index));
      if (matchEnd > end || match.index === 0) parts.push(expansionOf(target, match));
      end = matchEnd;
      from = Math.max(from + 1, matchEnd);
    }
    return [...parts, name.slice(end)].join('');
  };
}

/** As Go's `Expand`: `$1x` is the group called "1x", `$01` the one called "01", and one that is not there is nothing. */
function expansionOf(target: string, match: RegExpMatchArray): string {
  return target.replace(
    /\$(?:\$|\{([\p{L}\p{Nd}_]+)\}|([\p{L}\p{Nd}_]+))/gu,
    (whole, braced?: string, plain?: string) => {
      const name = braced ?? plain;
      if (name === undefined) return whole === '$$' ? '$' : whole;
      return (/^(?:0|[1-9]\d*)$/.test(name) ? match[Number(name)] : match.groups?.[name]) ?? '';
    },
  );
}

function tokensOf(source: string): string[] | undefined {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < source.length) {
    const token = TOKEN.exec(source)?.[0];
    if (token === undefined) return undefined;
    tokens.push(token);
  }
  return tokens;
}

/** Whether it is tested in little time: nothing is repeated that holds a choice or a repetition. */
function isSimple(tokens: readonly string[]): boolean {
  const groups: boolean[] = [];
  let closed = true;
  let repetitions = 0;
  for (const token of tokens) {
    if (/^[*+?{]/.test(token)) {
      repetitions++;
      if (!closed) return false;
      groups.fill(false);
      closed = false;
    } else if (token.startsWith('(')) {
      groups.push(true);
      closed = false;
    } else if (token === ')') {
      closed = groups.pop() ?? false;
    } else {
      if (token === '|') groups.fill(false);
      // What stands at an end cannot be repeated.
      closed = !/^(?:[|^$]|\\[AzbB])$/.test(token);
    }
  }
  return repetitions <= MOST_REPETITIONS;
}

function translationOf(token: string): string | undefined {
  if (token === '\\A') return '^';
  if (token === '\\z') return '$';
  if (token === '\\_') return '_';
  if (token.startsWith('(?P<')) return `(?<${token.slice(4)}`;
  if (!token.startsWith('[')) return token;
  let isKnown = true;
  const inner = token.slice(1, -1).replace(/\[:(\^?)([a-z]+):\]/g, (_, negated: string, name: string) => {
    isKnown &&= negated === '' && Object.hasOwn(POSIX, name);
    return POSIX[name] ?? '';
  });
  // Here a bracket right behind the first one closes it.
  return isKnown ? `[${inner.replace(/^(\^?)\]/, '$1\\]').replace(/(?<!\\)\[/g, '\\[')}]` : undefined;
}
