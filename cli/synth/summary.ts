import { counted } from '../../lib/text/counted';
import { colours } from '../terminal/colours';
import { printable } from '../terminal/printable';
import type { Change, ChangedFile, ObjectChange } from './changes';
import type { SynthResult } from './new-output';

const SIGNS: { readonly [change in Change]: string } = { added: '+', changed: '~', removed: '-' };
const COLOURS = { added: colours.green, changed: colours.yellow, removed: colours.red };

/**
 * What a synth has changed, or would change, for people.
 *
 * @param command the command that writes it, where nothing was written
 * @param told what is told of the objects in the files, in place of their names
 */
export function summary(result: SynthResult, command?: string, told?: string): string {
  const { changes, localFiles, manifests } = result;
  const output = printable(result.output);
  const files = told === undefined ? [...changes, ...localFiles] : [...changes.filter(isUntold), ...localFiles];
  const lines = [...(told ? [told] : []), ...files.flatMap(changedFile)];
  if (lines.length === 0) return joinLines([`${output} is up to date: ${counted(manifests, 'manifest')}`]);
  const stale = changes.length > 0 ? output : localFiles.map(({ file }) => printable(file)).join(', ');
  const are = changes.length === 0 && localFiles.length > 1 ? 'are' : 'is';
  const end =
    command === undefined ? [] : [`${stale} ${are} not up to date: run ${command}, and commit what it writes`];
  return joinLines([...lines, ...(changes.length > 0 ? [totals(changes, localFiles.length)] : []), ...end]);
}

/** Whether nothing is told of it but that it changes. */
function isUntold({ objects }: ChangedFile): boolean {
  return objects.length === 0;
}

function changedFile({ file, change, objects }: ChangedFile): string[] {
  const note = objects.length === 0 && change === 'changed' && file.endsWith('.k8s.yaml') ? ' (in its form only)' : '';
  return [
    `${signOf(change)} ${printable(file)}${note}`,
    ...objects.map((object) => `    ${signOf(object.change)} ${nameOf(object)}`),
  ];
}

function nameOf({ kind, namespace, name }: ObjectChange): string {
  return printable([kind, [namespace, name].filter((part) => part !== undefined).join('/')].join(' '));
}

function signOf(change: Change): string {
  return COLOURS[change](SIGNS[change]);
}

/** @param further how many files have changed outside of the output folder */
function totals(changes: readonly ChangedFile[], further: number): string {
  const objects = changes.flatMap((file) => file.objects);
  const parts = (['added', 'changed', 'removed'] as const).map(
    (change) => `${objects.filter((object) => object.change === change).length} ${change}`,
  );
  return `${parts.join(', ')} in ${counted(changes.length + further, 'file')}`;
}

function joinLines(lines: readonly string[]): string {
  return `${lines.join('\n')}\n`;
}
