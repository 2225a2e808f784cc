const ENTRY = /^\s*["']?([-._A-Za-z0-9]+)["']?\s*:/;

/** The line of a template which is one text that writes a key, as far as a line begins with it. */
export function lineOfKey(key: string, template: string): string | undefined {
  return linesOf(template).find((line) => ENTRY.exec(line)?.[1] === key);
}

/** The keys with a line of their own in a template which is one text. */
export function keysOfText(template: string): string[] {
  return linesOf(template).flatMap((line) => ENTRY.exec(line)?.[1] ?? []);
}

/** Each without the actions at its beginning: guards and ends of loops. */
function linesOf(template: string): string[] {
  return template.split('\n').map((line) => line.replace(/^(\s*\{\{-?[^}]*\}\})+(?=\s*["'\w])/, ''));
}
