import { SourceFile } from '../../typescript/source-file';
import { Constant, type Section } from '../../typescript/statement';
import type { SharedValue } from './values-in-common';

/** The text of each file, by its path in the project. */
export type ProgramFiles = ReadonlyMap<string, string>;

export interface ProgramOptions {
  /** What the name of a file ends with where another one imports it: nothing, or `.js` in an ES module. */
  readonly extension: '' | '.js';
}

/** A shared value with the name by which several files import it. */
export type CommonValue = SharedValue & { readonly name: string };

/** Constants of the file, in the order of their use. */
export function ownConstants(values: readonly SharedValue[], file: SourceFile): Section {
  return values.map(({ shared, text, names }) => {
    const name = file.names.take(...names);
    file.shareConstant(text, name);
    return new Constant(name, shared.code);
  });
}

/** Makes the constants that several files import known to one of them. */
export function importCommon(values: readonly CommonValue[], file: SourceFile, module: string): void {
  for (const { text, name } of values) {
    file.names.take(name);
    file.shareConstant(text, name, module);
  }
}

/** The file with the constants that others import. */
export function commonFile(values: readonly CommonValue[]): string {
  const file = new SourceFile();
  const constants = values.map(({ shared, text, name }) => {
    file.shareConstant(text, file.names.take(name));
    return new Constant(name, shared.code, true);
  });
  return file.text([constants]);
}

/** The path of a chart's file in the project, without what its name ends with. */
export function moduleOf({ name }: { readonly name: string }): string {
  return `charts/${name}`;
}
