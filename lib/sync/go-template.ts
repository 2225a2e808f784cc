import { ESCAPED, quotedText } from '../yaml/read-alike';

/** A part of a template that this library writes itself; `encodings` is how often it is percent-encoded. */
export type GoPart =
  | { readonly key: string; readonly encodings?: number }
  | { readonly text: string; readonly encodings?: number };

/** A brace at the end would become part of the action that follows. */
const SPECIAL = new RegExp(`\\{\\{|\\{$|${ESCAPED.source}`);

export function goText(part: GoPart): string {
  const isPlain = 'text' in part && !part.encodings && !SPECIAL.test(part.text);
  return isPlain ? part.text : `{{ ${goExpression(part)} }}`;
}

/** The part as a pipeline: what an action holds, or, in parentheses, an operand. */
export function goExpression(part: GoPart): string {
  const value = 'key' in part ? secretValue(part.key) : goString(part.text);
  return Array.from({ length: part.encodings ?? 0 }).reduce<string>(percentEncoded, value);
}

/** A plus means a blank in a query alone. One that was there is `%2B` by then, so that each plus left was a blank. */
function percentEncoded(pipeline: string): string {
  const operand = pipeline.startsWith('"') ? pipeline : `(${pipeline})`;
  return `urlquery ${operand} | replace "+" "%20"`;
}

/**
 * Fails the sync when a key is missing. Only a key that is a Go identifier can be looked up in a way that tells a
 * missing key from an empty value; for any other the keys are searched.
 */
export function goGuard(key: string, place: string): string {
  const failure = `{{ fail ${goString(`key ${key} is missing in ${place}`)} }}`;
  if (isIdentifier(key)) return `{{ if .${key} }}{{ else }}${failure}{{ end }}`;
  return (
    '{{ $found := false }}' +
    `{{ range $key, $secret := . }}{{ if eq $key ${goString(key)} }}{{ $found = true }}{{ end }}{{ end }}` +
    `{{ if not $found }}${failure}{{ end }}`
  );
}

/** Text as a string of the template language, which arrives whoever writes it to a file. */
export function goString(text: string): string {
  // What is no text at all is for the rules.
  return quotedText(JSON.stringify(text) === undefined ? '' : text);
}

function secretValue(key: string): string {
  return isIdentifier(key) ? `.${key}.Value` : `(index . ${goString(key)}).Value`;
}

function isIdentifier(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key);
}
