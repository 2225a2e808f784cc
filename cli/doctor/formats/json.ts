import { jsonText } from '../../languages/json';
import { countOf, type Line } from '../line';

export function doctorJson(lines: readonly Line[]): string {
  const counts = { ok: countOf(lines, 'ok'), wrong: countOf(lines, 'wrong'), notKnown: countOf(lines, 'not-known') };
  return jsonText({ counts, lines });
}
