/** A part of a template that this library writes itself. */
export type GoPart =
  | { readonly key: string; readonly encode?: boolean }
  | { readonly text: string; readonly encode?: boolean };

/** The part as template text. */
export function goText(part: GoPart): string {
  // A brace at the end would become part of the action that follows.
  if ('text' in part && !part.encode) return /\{\{|\{$/.test(part.text) ? `{{ ${quoted(part.text)} }}` : part.text;
  return `{{ ${goExpression(part)} }}`;
}

/** The part as an operand inside an action. */
export function goExpression(part: GoPart): string {
  const value = 'key' in part ? secretValue(part.key) : quoted(part.text);
  return part.encode ? `urlquery ${'key' in part ? `(${value})` : value}` : value;
}

/**
 * Fails the sync when a key is missing. Only a key that is a Go identifier can be looked up in a way that tells a
 * missing key from an empty value; for any other the keys are searched.
 */
export function goGuard(key: string, place: string): string {
  const failure = `{{ fail ${quoted(`key ${key} is missing in ${place}`)} }}`;
  if (isIdentifier(key)) return `{{ if .${key} }}{{ else }}${failure}{{ end }}`;
  return (
    '{{ $found := false }}' +
    `{{ range $key, $secret := . }}{{ if eq $key ${quoted(key)} }}{{ $found = true }}{{ end }}{{ end }}` +
    `{{ if not $found }}${failure}{{ end }}`
  );
}

/** Text as a string of the template language. */
export function quoted(text: string): string {
  return JSON.stringify(text);
}

function secretValue(key: string): string {
  return isIdentifier(key) ? `.${key}.Value` : `(index . ${quoted(key)}).Value`;
}

function isIdentifier(key: string): boolean {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(key);
}
