import { type Line, linesOf } from '../line';

const { ok, wrong } = linesOf('folder');

/** What there is of cdk8s.yaml. */
export type FoundSettings =
  | { readonly app: string; readonly output: string; readonly program: readonly ProgramFile[] }
  | { readonly mistakes: readonly string[] }
  /** There is none here; the nearest one above. */
  | { readonly absent: true; readonly above?: string };

/** A file that the command line of the app names. */
interface ProgramFile {
  readonly file: string;
  readonly isThere: boolean;
}

export function settingsLines(found: FoundSettings): Line[] {
  if ('absent' in found) return [absentLine(found.above)];
  if ('mistakes' in found) return found.mistakes.map((mistake) => wrong('cdk8s.yaml', mistake));
  const missing = found.program.filter(({ isThere }) => !isThere);
  return [
    ok('cdk8s.yaml', `runs "${found.app}", which writes "${found.output}"`),
    ...missing.map(({ file }) =>
      wrong('the program', `there is no file ${file}, which cdk8s.yaml runs: write it, or name another one as app`),
    ),
    ...(missing.length === 0 && found.program.length > 0
      ? [ok('the program', found.program.map(({ file }) => file).join(', '))]
      : []),
  ];
}

function absentLine(above: string | undefined): Line {
  return above === undefined
    ? wrong('cdk8s.yaml', 'this folder is no project yet, it has no cdk8s.yaml', 'npx cdk8s-infisical init')
    : wrong('cdk8s.yaml', `it is not in this folder, and the nearest is ${above}`, `go there, and run this again`);
}

const PROGRAM = /^[^-].*\.(?:[cm]?[jt]s|py)$/;

/** What stands behind these may be a file of a package. */
const LOADED_BEFORE = /^(?:-r|--require|--import|--(?:experimental-)?loader)$/;

/** The files that a command line runs, as far as it names any. One that goes elsewhere first names none of this folder. */
export function programFiles(app: string): string[] {
  const words = app.split(/\s+/);
  if (words.includes('cd')) return [];
  return words.filter(
    (word, index) =>
      PROGRAM.test(word) && !/:\/\/|^\w+=/.test(word) && !LOADED_BEFORE.test(index === 0 ? '' : words[index - 1]),
  );
}

/** What the configuration says, or what is wrong with it. */
export type FoundConfiguration = 'absent' | 'read' | { readonly mistakes: readonly string[] };

export function configurationLines(found: FoundConfiguration): Line[] {
  if (found === 'absent') return [ok('cdk8s-infisical.yaml', 'there is none, so that the defaults count')];
  if (found === 'read') return [ok('cdk8s-infisical.yaml', 'valid')];
  return found.mistakes.map((mistake) => wrong('cdk8s-infisical.yaml', mistake));
}
