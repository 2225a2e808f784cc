/** The file that Helm names at the beginning of each document, with the name of its chart. */
const SOURCE = /^# Source: ([^/\s]+\/(?:[\w.-]+\/)*[\w.-]+)\s*$/;
const ANY = /^# Source: /m;

/** The template of what Helm has rendered, by the line of its document, counted from 1: `shop/templates/api.yaml`. */
export function templatesIn(text: string): (line: number) => string | undefined {
  if (!ANY.test(text)) return () => undefined;
  const lines = text.split('\n');
  return (line) => {
    let start = line - 1;
    while (start > 0 && !(lines[start] ?? '').startsWith('---')) start--;
    const [, path] = SOURCE.exec(lines[start + 1] ?? '') ?? SOURCE.exec(lines[start] ?? '') ?? [];
    return path?.split('/').includes('..') ? undefined : path;
  };
}
