/** A text without the name of an environment that it begins or ends with, or has between hyphens: what it is in all of them. */
export function withoutEnvironment(text: string, environment: string): string {
  const words = text.split('-');
  const name = environment.split('-');
  const at = words.findIndex((_, index) => name.every((word, further) => words[index + further] === word));
  if (at < 0) return text;
  return [...words.slice(0, at), ...words.slice(at + name.length)].join('-');
}
