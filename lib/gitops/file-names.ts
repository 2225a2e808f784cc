/** Names that Windows gives to devices, with any extension: git cannot check them out there. */
const DEVICE = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;
const LONGEST = 100;

/** Why a text is no name for the folder of an environment. */
export function environmentProblem(environment: unknown): string | undefined {
  const problem = (why: string) =>
    `the environment ${JSON.stringify(String(environment))} is no name for a folder: ${why}`;
  if (typeof environment !== 'string' || !/^[A-Za-z0-9][\w.-]*$/.test(environment)) {
    return problem('write letters, digits, ".", "_" and "-"');
  }
  if (environment.length > LONGEST) return problem(`write ${LONGEST} characters at most`);
  if (environment.endsWith('.')) return problem('Windows does not keep the dot at its end');
  return DEVICE.test(environment) ? problem('Windows has a device of this name') : undefined;
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
