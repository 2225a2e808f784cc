import { type Container, type ISecret, Volume } from 'cdk8s-plus-28';
import { byName } from '../collections/order';
import { repeated } from '../collections/repeated';
import { validateWithApp } from '../evaluation/app-validation';
import type { KeyFiles } from './key-files';
import { noteSelectedKey } from './selected-key';
import { targetsAndKeys } from './targets-and-keys';

/** What is written beside a key though Kubernetes assumes it. */
export interface WrittenBesideKeys {
  /** Whether the workload is none that is taken over. */
  readonly isNew: boolean;
  /** Whether `optional: false` is written. */
  readonly writeOptional: boolean;
}

/** Gives a container keys as files in a folder. */
export function mountKeyFiles(
  secret: ISecret,
  container: Container,
  files: KeyFiles,
  written: WrittenBesideKeys,
): Volume {
  refuseKeyOfTwoFiles(secret, files, `the container "${container.name}"`);
  const { readOnly = written.isNew ? true : undefined } = files;
  const volume = volumeFor(secret, files, written);
  container.mount(files.path, volume, { readOnly });
  return volume;
}

/** cdk8s-plus knows each key of a volume once. */
export function refuseKeyOfTwoFiles(secret: ISecret, files: KeyFiles, who: string): void {
  const [twice] = repeated(targetsAndKeys(files.secretKeys).map(([, key]) => key));
  if (twice === undefined) return;
  const message = `the key "${twice}" becomes two files of ${who}: keep one, or mount another folder`;
  validateWithApp(secret, () => [{ rule: 'C4', message }]);
}

/** One volume for equal files, so that several containers of a pod can mount it. */
export function volumeFor(secret: ISecret, files: KeyFiles, { writeOptional }: WrittenBesideKeys): Volume {
  const wanted = targetsAndKeys(files.secretKeys).sort(byName);
  for (const [, key] of wanted) noteSelectedKey(secret, key);
  const folder = files.volumeName ?? volumeName(`${secret.name}-${files.path}`);
  const content = JSON.stringify([wanted, files.mode, writeOptional]);
  for (let number = 1; ; number++) {
    const name = number === 1 ? folder : `${folder}-${number}`;
    const existing = VOLUMES.get(secret)?.get(name);
    if (existing?.content === content) return existing.volume;
    if (existing !== undefined) continue;
    const created = Volume.fromSecret(secret, `Volume-${name}`, secret, {
      name,
      items: Object.fromEntries(wanted.map(([path, key]) => [key, { path }])),
      defaultMode: files.mode,
      optional: writeOptional ? false : undefined,
    });
    const known = VOLUMES.get(secret) ?? new Map();
    VOLUMES.set(secret, known.set(name, { content, volume: created }));
    return created;
  }
}

const VOLUMES = new WeakMap<ISecret, Map<string, { readonly content: string; readonly volume: Volume }>>();

/** Names of volumes are DNS labels; room is left for a number. */
function volumeName(text: string): string {
  const label = text.toLowerCase().replaceAll(/[^a-z0-9]+/g, '-');
  return label.slice(0, 60).replaceAll(/^-|-$/g, '');
}
