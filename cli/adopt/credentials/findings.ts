import type { ReadManifest } from '../../manifests/read-manifests';
import { type InputFinding, objectName } from '../findings';
import { hasCredential } from './credential-text';
import { type CredentialPlace, credentialsIn } from './credentials-in';

/** What stands in an object that must not stand in code, with the line; never the value. */
export function credentialFindings(read: ReadManifest): InputFinding[] {
  const { file, manifest } = read;
  return credentialsIn(manifest).map(({ path, remedy }) => ({
    file,
    line: read.lineAt(path),
    severity: 'error',
    message: `${shownPath(path, manifest)} holds a credential, or what looks like one, and is not copied into code: ${remedy}`,
    object: objectName(manifest),
  }));
}

function shownPath(path: CredentialPlace['path'], manifest: unknown): string {
  const shown = path.map((part) => (isName(String(part)) ? part : '(not shown)')).join('.');
  const name = path.at(-1) === 'value' ? nameBeside(path, manifest) : undefined;
  return name === undefined ? shown : `${shown} ("${name}")`;
}

/** The name of the variable or header whose value it is. */
function nameBeside(path: CredentialPlace['path'], manifest: unknown): string | undefined {
  const holder = path.slice(0, -1).reduce((place, part) => (place as { [name: string]: unknown })[part], manifest);
  const { name } = holder as { name?: unknown };
  return typeof name === 'string' && isName(name) ? name : undefined;
}

/** What is none may be a value that was written in the place of one. */
function isName(text: string): boolean {
  return /^[\w./-]+$/.test(text) && !hasCredential(text);
}
