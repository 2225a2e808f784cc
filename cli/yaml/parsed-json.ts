/**
 * What a JSON text holds. The message of `JSON.parse` repeats the text, and a secret value with it; this one does not.
 *
 * @throws if it is no JSON, with the file
 */
export function parsedJson(text: string, file: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    const [, position] = /position (\d+)/.exec(String(error)) ?? [];
    throw new Error(`${file}${position === undefined ? '' : placeOf(text, Number(position))}: this is no JSON`);
  }
}

function placeOf(text: string, position: number): string {
  const before = text.slice(0, position).split('\n');
  return `:${before.length}:${(before.at(-1) ?? '').length + 1}`;
}
