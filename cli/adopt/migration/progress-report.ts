import { grouped } from '../../../lib/collections/grouped';
import { counted } from '../../../lib/text/counted';
import { objectName } from '../../findings/input-findings';
import type { ReadManifest, ReadProblem } from '../../manifests/read-manifests';
import { shellWord } from '../../shell/word';
import { colours } from '../../terminal/colours';
import { printable } from '../../terminal/printable';
import type { MigrationProgress } from './progress';

/** What `adopt --check` prints. */
export function progressAsText(
  progress: MigrationProgress,
  paths: readonly string[],
  unread: readonly ReadProblem[] = [],
): string {
  const { arrived, movable, staying, restarted } = progress;
  const old = [...movable, ...staying.map(({ read }) => read)];
  const sections = [
    [countLine('v1alpha1', old), countLine('v1beta1', arrived)].join('\n'),
    section(
      'can move',
      movable.map((read) => lineAt(read)),
    ),
    section(
      'cannot move as it stands',
      staying.map(({ read, reason }) => lineAt(read, reason)),
    ),
    section(
      'restarts once, for certain, when its secret has moved',
      restarted.map((read) => lineAt(read, AUTO_RELOAD)),
    ),
    nextText(progress, paths, unread),
  ];
  return `${sections.filter((one) => one !== '').join('\n\n')}\n`;
}

const AUTO_RELOAD = 'it asks for auto-reload';

function countLine(generation: string, reads: readonly ReadManifest[]): string {
  const kinds = [...grouped(reads, ({ manifest }) => manifest.kind)].map(([kind, { length }]) => `${length} ${kind}`);
  const detail = kinds.length === 0 ? '' : `  ${printable(kinds.sort().join(', '))}`;
  return `${colours.bold(generation.padEnd(8))}  ${reads.length}${detail}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `${colours.bold(title)}\n${lines.join('\n')}`;
}

function lineAt({ file, line, manifest }: ReadManifest, what?: string): string {
  const text = what === undefined ? '' : `: ${what}`;
  return `  ${printable(`${file}:${line} [${objectName(manifest)}]${text}`)}`;
}

function nextText(
  { movable, staying }: MigrationProgress,
  paths: readonly string[],
  unread: readonly ReadProblem[],
): string {
  if (movable.length > 0) {
    const command = ['npx cdk8s-infisical adopt', ...paths.map(shellWord), '--to v1beta1 --out migrated'].join(' ');
    return `${command} writes the program, and the plan (MIGRATION.md).\nWhat a program of this library has made moves there: generation: ApiGeneration.V1BETA1.`;
  }
  if (staying.length === 0 && unread.length > 0) return 'How far it is, is not known: not all could be read.';
  if (staying.length === 0) return colours.green('Nothing is left of v1alpha1.');
  return `${counted(staying.length, 'resource')} ${staying.length === 1 ? 'has' : 'have'} to wait, or to be mended first.`;
}

/** The same for programs. */
export function progressAsJson(progress: MigrationProgress, unread: readonly ReadProblem[]): object {
  const { arrived, movable, staying, restarted } = progress;
  return {
    v1alpha1: movable.length + staying.length,
    v1beta1: arrived.length,
    movable: movable.map(placeOf),
    staying: staying.map(({ read, reason }) => ({ ...placeOf(read), reason })),
    restarts: restarted.map(placeOf),
    unread: unread.map(({ file, line, column, message }) => ({ file, line, column, message })),
  };
}

function placeOf({ manifest, file, line }: ReadManifest) {
  return { object: objectName(manifest), file, line };
}
