/** What is written for a part that is filled in elsewhere: a variable, a template, the output of a command. */
const FILLED_IN = '\0';

/** A second `$` is that of whoever fills in another time: of Flux (`$${NAME}`), of Kubernetes (`$$(command)`), of compose. */
const REFERENCE =
  /\{\{[^{}]*\}\}|\$?\$\([^()]*\)|\$?\$\{\w+(?::?[-?]["']*)?\}|\$__\w+\{[^{}]*\}|\$\$[A-Z][A-Z\d_]*\b|\$[A-Za-z_]\w*/g;

/** What each of the replacements below needs: most texts have none of it. */
const REWRITTEN = /[$@\0]|\{\{/;

/**
 * The text without what it refers to, and without what only looks like a credential beside it: `postgres://$(USER):$(PASS)@db`
 * has none, `api:1.0@sha256:…` is an image. What a template quotes stands at the end, as it is literal too.
 */
export function literalText(value: string): string {
  if (!REWRITTEN.test(value)) return value;
  const quoted = [...value.matchAll(REFERENCE)].flatMap(([reference]) => reference.match(/"[^"]*"|`[^`]*`/g) ?? []);
  const text = value
    .replaceAll(REFERENCE, FILLED_IN)
    .replaceAll(/@sha\d{3}:[0-9a-f]{32,}/g, '')
    .replaceAll(/\b(ssh:[/\\]+git@|mailto:[^\s@]+@)/g, '')
    .replaceAll(/([/\\])\0(?::\0)?@/g, '$1')
    .replaceAll(/[^\s@:/\\'"]*:\0@/g, '')
    .replaceAll(/[=:]\s*(?:(["'])\0\1|["']?\0(?=["'\s,;&)]|$))/g, ' ');
  return [text, ...quoted.map((one) => one.slice(1, -1))].join('\n');
}

/** Whether parts of the text are filled in elsewhere. */
export function isFilledIn(value: string): boolean {
  return value.search(REFERENCE) >= 0;
}
