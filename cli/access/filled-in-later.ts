import { quotedText } from '../../lib/text/key-name';
import { isSubstituted } from '../../lib/text/substitution';
import type { Folder } from '../infisical-api/folder';

/** Why nobody can ask for a folder: something fills in its name before it is applied. undefined where all is known. */
export function whyNotAsked({ host, projectId, projectSlug, environment, path }: Folder): string | undefined {
  const parts = { host, project: projectId ?? projectSlug ?? '', environment, folder: path };
  const found = Object.entries(parts).find(([, text]) => isSubstituted(text));
  if (found === undefined) return undefined;
  const [part, text] = found;
  return `the ${part} ${quotedText(text)} is filled in later, so that nobody knows it here: check what is applied`;
}
