import { remembered } from '../text/remembered';
import { ArgoCdTracking } from './argo-cd-tracking';
import type { Path } from './field';

const NUMBER = String.raw`(0|[1-9]\d{0,8})`;
/** How its version is written: `3.1`, or as `argocd version` prints it, `v3.1.4+abc`. */
export const ARGO_CD_VERSION = String.raw`^v?${NUMBER}[.]${NUMBER}([.]${NUMBER})?([-+][\w.+-]+)?$`;
const VERSION = new RegExp(ARGO_CD_VERSION, 'u');

/** What of an object only newer releases of Argo CD know. */
export interface Newer {
  /** The first release that knows it. */
  readonly since: string;
  /** What an older one does with an object that has it. */
  readonly before: string;
}

interface NewerField extends Newer {
  /** Its place in the spec. */
  readonly at: Path;
}

const DROPPED = 'drops the field';
const HYDRATES = 'renders the folder by what it finds there';

// Read from pkg/apis/application/v1alpha1/*.go and gitops-engine/pkg/sync of the tags v2.8.0 to v3.5.0.
const HYDRATOR: Path = ['sourceHydrator', 'drySource'];

/** Fields of an Application, and of the template of one. */
export const NEWER_IN_APPLICATION: readonly NewerField[] = [
  { at: ['sourceHydrator'], since: '2.14', before: 'drops the field, and has no source to deploy' },
  ...['directory', 'helm', 'kustomize', 'plugin'].map((name) => ({
    at: [...HYDRATOR, name],
    since: '3.3',
    before: HYDRATES,
  })),
  { at: ['sourceHydrator', 'syncSource', 'repoURL'], since: '3.5', before: DROPPED },
  { at: ['syncPolicy', 'automated', 'enabled'], since: '3.1', before: 'syncs by itself, whatever it says' },
];

export const NEWER_IN_APPLICATION_SET: readonly NewerField[] = [
  { at: ['goTemplateOptions'], since: '2.8', before: DROPPED },
  { at: ['syncPolicy', 'applicationsSync'], since: '2.8', before: 'deletes applications that are gone from its list' },
  { at: ['ignoreApplicationDifferences'], since: '2.9', before: DROPPED },
  { at: ['templatePatch'], since: '2.10', before: DROPPED },
  { at: ['strategy', 'deletionOrder'], since: '3.2', before: DROPPED },
];

export const NEWER_IN_PROJECT: readonly NewerField[] = [
  { at: ['destinationServiceAccounts'], since: '2.13', before: DROPPED },
];

/** A name beside group and kind narrows what a project allows. */
export const NAMED_KINDS: Newer = { since: '3.3', before: 'allows, or denies, the kind whatever its name' };

const ASKS_NOBODY = 'goes on without asking';

export const NEWER_SYNC_OPTIONS: ReadonlyMap<string, Newer> = new Map([
  ['Prune=confirm', { since: '2.14', before: ASKS_NOBODY }],
  ['Delete=confirm', { since: '2.14', before: ASKS_NOBODY }],
]);

export const NEWER_HOOKS: ReadonlyMap<string, Newer> = new Map([
  ['PostDelete', { since: '2.10', before: 'never runs it' }],
  ['PreDelete', { since: '3.3', before: 'never runs it' }],
]);

export const NEWER_ANNOTATIONS: ReadonlyMap<string, Newer> = new Map([
  ['argocd.argoproj.io/ignore-healthcheck', { since: '2.14', before: 'lets the health count all the same' }],
]);

export function isArgoCdVersion(value: unknown): boolean {
  return typeof value === 'string' && VERSION.test(value);
}

/** Whether Argo CD is certainly older than a release, `3.3`: nobody knows where its version has not been told. */
export function isArgoCdBefore(version: string | undefined, release: string): boolean {
  if (version === undefined || !isArgoCdVersion(version)) return false;
  const [own, other] = [minorOf(version), minorOf(release)];
  return own[0] === other[0] ? own[1] < other[1] : own[0] < other[0];
}

/** How Argo CD tracks, as far as that has been told: by what its settings say, or else by what its version does. */
export function trackingOf(settings: { argoCdTracking?: string; argoCdVersion?: string }): string | undefined {
  const { argoCdTracking, argoCdVersion } = settings;
  if (argoCdTracking !== undefined || argoCdVersion === undefined) return argoCdTracking;
  return isArgoCdBefore(argoCdVersion, '3.0') ? ArgoCdTracking.LABEL : ArgoCdTracking.ANNOTATION;
}

const minorOf = remembered((version): readonly [major: number, minor: number] => {
  const [, major, minor] = VERSION.exec(version) ?? [];
  return [Number(major ?? 0), Number(minor ?? 0)];
});
