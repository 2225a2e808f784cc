import { type ImageReference, referenceText } from '../../lib/images/image-reference';
import { colours } from '../terminal/colours';
import { printable } from '../terminal/printable';
import { sideBySide } from './shown-reference';

/** An image of an environment that gets another reference. */
export interface ImageChange {
  readonly name: string;
  readonly from: ImageReference;
  readonly to: ImageReference;
}

export function isChange({ from, to }: ImageChange): boolean {
  return referenceText(from) !== referenceText(to);
}

/** The changes of a file for people, a line for each image. */
export function changeLines(changes: readonly ImageChange[]): string[] {
  const width = Math.max(...changes.map(({ name }) => name.length));
  return changes.map((change) => {
    const name = printable(change.name).padEnd(width);
    const [from, to] = sideBySide([change.from, change.to]).map(printable);
    if (!isChange(change)) return colours.dim(`  ${name}  ${to}`);
    return `${colours.yellow('~')} ${name}  ${from} -> ${colours.bold(to)}`;
  });
}

/** The changes for programs. */
export function changesForJson(changes: readonly ImageChange[]): object[] {
  return changes.map(({ name, from, to }) => ({ name, from: referenceText(from), to: referenceText(to) }));
}
