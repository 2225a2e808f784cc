/** What make reads without being told to. */
const MAIN = ['GNUmakefile', 'makefile', 'Makefile'];

/** Whether a Makefile is read by the project's own: its default goal and its targets are not ours then. */
export function isIncluded(makefile: string): boolean {
  return !MAIN.includes(makefile.replace(/^.*\//, ''));
}

/** The name of a target of ours in the Makefile. */
export function targetIn(makefile: string, name: string): string {
  return isIncluded(makefile) ? `infisical-${name}` : name;
}

/** A file of the stack, for the shell, wherever make is called: in a word of its own, as text of make. */
export function fileFrom(makefile: string, file: string): string {
  const folders = makefile.split('/').slice(0, -1);
  const parts = file.split('/');
  const differing = folders.findIndex((folder, i) => folder !== parts[i] || i === parts.length - 1);
  const common = differing === -1 ? folders.length : differing;
  return `'$(INFISICAL_FOLDER)${'../'.repeat(folders.length - common)}${parts.slice(common).join('/')}'`;
}

/** What the compose file names, as a file of the stack. */
export function besideCompose(composeFile: string, file: string): string {
  return composeFile.replace(/[^/]*$/, file.replace(/^\.\//, ''));
}
