import { grouped } from '../../../collections/grouped';
import type { Field } from '../../../model/field';
import type { Workload } from '../../../model/workloads';
import { quotedNames } from '../../../text/shown';
import { ruleOn, Severity } from '../../rule';
import { using } from './using';

const USUAL_MODE = 0o644;
const OTHERS = 0o004;
const GROUP = 0o040;
/** More than the API server takes is an octal number that was read as a decimal one: nobody knows what comes of it. */
const MOST = 0o777;

const mounting = (securityContext: object) =>
  using(
    { volumeMounts: [{ name: 'keys', mountPath: '/keys' }] },
    { securityContext, volumes: [{ name: 'keys', secret: { secretName: 'api-secrets', defaultMode: 0o400 } }] },
  );

/**
 * The kubelet makes the files of a Secret for root and its group. With `fsGroup` it gives them to that group, which every
 * process of the pod has, and lets it read them whatever their mode is. Without, a process that is not root reads only
 * what the mode lets others read, or what it lets the group read where the process is in that of root.
 */
export const C19 = ruleOn('workload', {
  severity: Severity.ERROR,
  title: 'A container can read the files of keys that it mounts',
  why: 'The files of a Secret belong to root: a process of another user fails with "permission denied" when it opens them.',
  source:
    'https://kubernetes.io/docs/tasks/inject-data-application/distribute-credentials-secure/#set-posix-permissions-for-secret-keys',
  bad: mounting({ runAsNonRoot: true }),
  good: mounting({ runAsNonRoot: true, fsGroup: 1000 }),
  check: (workload, report) => {
    for (const [, unread] of grouped(unreadableIn(workload), ({ volume }) => volume)) {
      const [{ volume, file }] = unread;
      const names = quotedNames(new Set(unread.map(({ container }) => container)));
      report(
        file.source,
        `the files of the volume "${volume}" have the mode ${octalText(file.mode)} and belong to root, and container ${names} does not run as root, so that it cannot read them: set fsGroup in the security context of the pod, or the mode 0444`,
      );
    }
  },
});

interface Unreadable {
  readonly volume: string;
  readonly file: VolumeFile;
  readonly container: string;
}

function unreadableIn({ pod, containers }: Workload): Unreadable[] {
  const context = pod.spec.at('securityContext');
  // On Windows, a file has no mode.
  if (context.at('fsGroup').isGiven || pod.spec.at('os', 'name').raw === 'windows') return [];
  const files = new Map(pod.volumes.map((volume) => [volume.at('name').raw, volume]));
  return containers.flatMap(({ field, name: container, mounts }) => {
    const user = (name: string) => {
      const own = field.at('securityContext', name);
      return (own.isGiven ? own : context.at(name)).raw ?? undefined;
    };
    if (!isNoRoot(user)) return [];
    return mounts.flatMap(({ field: mount, volume }) => {
      const holder = files.get(volume);
      const subPath = mount.text('subPath').value;
      const unread = holder && filesOf(holder).find((file) => isMounted(file, subPath) && !isReadable(file, user));
      return unread ? [{ volume, file: unread, container }] : [];
    });
  });
}

/** What the security context of a container, or that of its pod, says. */
type User = (name: string) => unknown;

function isNoRoot(user: User): boolean {
  const id = user('runAsUser');
  return typeof id === 'number' ? id !== 0 : user('runAsNonRoot') === true;
}

/** In which groups the user of the image is nobody can tell, where the pod does not say it. */
function isReadable({ mode }: VolumeFile, user: User): boolean {
  const [own, others] = [user('runAsGroup'), user('supplementalGroups')];
  const mayBeOfRoot = own === undefined || own === 0 || (Array.isArray(others) && others.includes(0));
  return (mode & OTHERS) !== 0 || ((mode & GROUP) !== 0 && mayBeOfRoot);
}

/** A file of a Secret in a volume, or all of them. */
interface VolumeFile {
  readonly source: Field;
  readonly mode: number;
  /** Where it is in the volume; absent where the Secret decides that. */
  readonly path?: string;
}

function isMounted({ path }: VolumeFile, subPath = ''): boolean {
  return path === undefined || subPath === '' || path === subPath || path.startsWith(`${subPath}/`);
}

/** The files of a Secret, also among others in a projected volume. */
function filesOf(volume: Field): VolumeFile[] {
  const [secret, projected] = [volume.at('secret'), volume.at('projected')];
  return [
    ...filesOfSecret(secret, secret.at('defaultMode')),
    ...projected
      .at('sources')
      .items()
      .flatMap((source) => filesOfSecret(source.at('secret'), projected.at('defaultMode'))),
  ];
}

function filesOfSecret(secret: Field, defaultMode: Field): VolumeFile[] {
  if (!secret.isGiven) return [];
  const usual = defaultMode.raw ?? USUAL_MODE;
  const items = secret.at('items').items();
  const files = items.map((item) => ({
    source: item,
    mode: item.at('mode').raw ?? usual,
    path: item.text('path').value,
  }));
  return (files.length === 0 ? [{ source: secret, mode: usual }] : files).flatMap(({ mode, ...rest }) =>
    typeof mode === 'number' && mode <= MOST ? [{ mode, ...rest }] : [],
  );
}

function octalText(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
