import { shown } from '../text/shown';

/** Names that Windows gives to devices, with any extension: git cannot check them out there. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST = 100;

/** Why a text is no name for the folder of an environment. */
export function environmentProblem(environment: unknown): string | undefined {
  const why = nameProblem(environment);
  return why === undefined ? undefined : `the environment ${quotedName(environment)} is no name for a folder: ${why}`;
}

/** Why a text is no name for the folder of a project. */
export function folderProblem(folder: string): string | undefined {
  const why = folder
    .split('/')
    .map(nameProblem)
    .find((problem) => problem !== undefined);
  return why === undefined ? undefined : `the folder ${quotedName(folder)} is none below the output folder: ${why}`;
}

function nameProblem(name: unknown): string | undefined {
  if (typeof name !== 'string' || !/^[A-Za-z0-9][\w.-]*$/.test(name)) return 'write letters, digits, ".", "_" and "-"';
  if (name.length > LONGEST) return `write ${LONGEST} characters at most`;
  if (name.endsWith('.')) return 'Windows does not keep the dot at its end';
  return DEVICE.test(name) ? 'Windows has a device of this name' : undefined;
}

function quotedName(name: unknown): string {
  return typeof name === 'string' ? JSON.stringify(name) : shown(name);
}

/** Why a text is no extension for files. */
export function extensionProblem(extension: string): string | undefined {
  return /^[\w.-]*$/.test(extension)
    ? undefined
    : `the extension ${JSON.stringify(extension)} is none for files: write letters, digits, ".", "_" and "-"`;
}

/** Why a text is no name for the file of a chart. */
export function fileNameProblem(name: string): string | undefined {
  return DEVICE.test(name) ? 'Windows has a device of this name: give the chart another id' : undefined;
}
