/** A program whose output shows what was loaded, and how. */
export interface Program {
  readonly app?: string;
  readonly files: { readonly [path: string]: string };
  readonly links?: { readonly [path: string]: string };
  /** What somebody changes between two runs: files, links, and what is gone (`null`). */
  readonly change?: {
    readonly files?: { readonly [path: string]: string };
    readonly links?: { readonly [path: string]: string };
  };
  /** Variables of the last runs. */
  readonly env?: { readonly [name: string]: string };
  /** What it emits in the end. */
  readonly emits: unknown;
  /** Where it has to run by its command line. */
  readonly asItIs?: true;
}

export const TS = 'node --import tsx main.ts';
export const JS = 'node main.js';
export const emit = (code: string) => `import { emit } from './emit.cjs';\n${code}\n`;
export const emits = (code: string) => `const { emit } = require('./emit.cjs');\n${code}\n`;
export const A = "export default 'A'";
export const B = "export default 'B'";
export const pkg = (name: string, exports: object) => ({
  [`node_modules/${name}/package.json`]: JSON.stringify({ name, ...exports }),
});
