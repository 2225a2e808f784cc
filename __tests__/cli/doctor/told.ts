import type { Line } from '../../../cli/doctor/line';

/** Lines as a test can read them: `wrong dist: there is none -> npx cdk8s-infisical synth`. */
export function told(lines: readonly Line[]): string[] {
  return lines.map(
    ({ state, what, detail, next }) => `${state} ${what}: ${detail}${next === undefined ? '' : ` -> ${next}`}`,
  );
}
