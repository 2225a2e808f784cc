import { grouped } from '../../collections/grouped';
import { type Fields, fields, list, text } from '../../json/json';
import { isGiven } from '../../model/presence';
import type { Workload } from '../../model/workloads';
import { quotedNames } from '../../text/shown';
import type { AppRule as Rule } from '../app-rule';
import { Severity } from '../severity';

const USUAL_MODE = 0o644;
const OTHERS = 0o004;
const GROUP = 0o040;

/**
 * The kubelet makes the files of a Secret for root and its group. With `fsGroup` it gives them to that group, which every
 * process of the pod has, and lets it read them whatever their mode is. Without, a process that is not root reads only
 * what the mode lets others read, or what it lets the group read where the process is in that of root.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/secret/#secret-files-permissions
 */
export const READABLE_FILE_RULES: readonly Rule[] = [
  {
    id: 'C19',
    severity: Severity.ERROR,
    title: 'A container can read the files of keys that it mounts',
    check: ({ workloads }, report) => {
      for (const workload of workloads) {
        for (const [, unread] of grouped(unreadableIn(workload), ({ volume }) => volume)) {
          const [{ volume, mode }] = unread;
          const names = quotedNames(new Set(unread.map(({ container }) => container)));
          report(
            workload.resource,
            `the files of the volume "${volume}" have the mode ${octal(mode)} and belong to root, and container ${names} does not run as root, so that it cannot read them: set fsGroup in the security context of the pod, or the mode 0444`,
          );
        }
      }
    },
  },
];

interface Unreadable {
  readonly volume: string;
  readonly mode: number;
  readonly container: string;
}

function unreadableIn({ pod: { spec } }: Workload): Unreadable[] {
  const pod = fields(spec.securityContext);
  // On Windows, a file has no mode.
  if (isGiven(pod.fsGroup) || fields(spec.os).name === 'windows') return [];
  const files = new Map(list(spec.volumes).map((volume) => [text(volume.name), filesOf(volume)]));
  return [...list(spec.initContainers), ...list(spec.containers)].flatMap((container) => {
    const user = { ...defined(pod), ...defined(fields(container.securityContext)) };
    if (!isNoRoot(user)) return [];
    return list(container.volumeMounts).flatMap(({ name, subPath }) => {
      const unread = files.get(text(name))?.find((file) => isMounted(file, text(subPath)) && !isReadable(file, user));
      if (unread === undefined) return [];
      return [{ volume: text(name) ?? '', mode: unread.mode, container: text(container.name) ?? '' }];
    });
  });
}

function isNoRoot({ runAsNonRoot, runAsUser }: Fields): boolean {
  return typeof runAsUser === 'number' ? runAsUser !== 0 : runAsNonRoot === true;
}

/** In which groups the user of the image is nobody can tell, where the pod does not say it. */
function isReadable({ mode }: VolumeFile, { runAsGroup, supplementalGroups }: Fields): boolean {
  const groups = [runAsGroup, ...(Array.isArray(supplementalGroups) ? supplementalGroups : [])];
  const mayBeOfRoot = !isGiven(runAsGroup) || groups.includes(0);
  return (mode & OTHERS) !== 0 || ((mode & GROUP) !== 0 && mayBeOfRoot);
}

/** A file of a Secret in a volume, or all of them. */
interface VolumeFile {
  readonly mode: number;
  /** Where it is in the volume; absent where the Secret decides that. */
  readonly path?: string;
}

function isMounted({ path }: VolumeFile, subPath = ''): boolean {
  return path === undefined || subPath === '' || path === subPath || path.startsWith(`${subPath}/`);
}

/** The files of a Secret, also among others in a projected volume. */
function filesOf({ secret, projected }: Fields): VolumeFile[] {
  const { sources, defaultMode } = fields(projected);
  return [
    ...(isGiven(secret) ? filesOfSecret(fields(secret), fields(secret).defaultMode) : []),
    ...list(sources).flatMap((source) =>
      isGiven(source.secret) ? filesOfSecret(fields(source.secret), defaultMode) : [],
    ),
  ];
}

/** More than the API server takes is an octal number that was read as a decimal one: nobody knows what comes of it. */
const MOST = 0o777;

function filesOfSecret({ items }: Fields, defaultMode: unknown): VolumeFile[] {
  const usual = isGiven(defaultMode) ? defaultMode : USUAL_MODE;
  const files = list(items).map(({ mode, path }) => ({ mode: isGiven(mode) ? mode : usual, path: text(path) }));
  return (files.length === 0 ? [{ mode: usual }] : files).flatMap(({ mode, ...rest }) =>
    typeof mode === 'number' && mode <= MOST ? [{ mode, ...rest }] : [],
  );
}

function defined(object: Fields): Fields {
  return Object.fromEntries(Object.entries(object).filter(([, value]) => isGiven(value)));
}

function octal(mode: number): string {
  return mode.toString(8).padStart(4, '0');
}
