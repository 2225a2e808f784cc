import type { Fields } from '../../../lib/json/json';
import type { Settings } from '../../../lib/model/app-model';
import type { Manifest } from '../../../lib/model/manifest';
import { checkManifests } from '../../../lib/validation/check-manifests';
import { argoApplication, deployment } from '../manifests';
import { describeRules, type RuleCase } from '../rule-cases';

const SOURCE = { repoURL: 'https://git.example.com/shop.git', path: '.', targetRevision: 'main' };
const DESTINATION = { server: 'https://kubernetes.default.svc', namespace: 'shop' };
const SYNC_SOURCE = { targetBranch: 'environments/prod', path: 'shop' };
const application = (spec: Fields) => ({ ...argoApplication({}), spec: { destination: DESTINATION, ...spec } });
const hydrated = (drySource: Fields = {}, syncSource: Fields = {}) => ({
  sourceHydrator: { drySource: { ...SOURCE, ...drySource }, syncSource: { ...SYNC_SOURCE, ...syncSource } },
});
const set = (spec: Fields, template: Fields = { source: SOURCE, destination: DESTINATION }) => ({
  ...argoApplication({}),
  kind: 'ApplicationSet',
  spec: { ...spec, template: { spec: template } },
});
const project = (spec: Fields) => ({
  ...argoApplication({}),
  kind: 'AppProject',
  spec: { sourceRepos: [SOURCE.repoURL], destinations: [DESTINATION], ...spec },
});
const annotated = (annotations: Fields) => deployment({}, { annotations });

const HYDRATES = 'renders the folder by what it finds there';
/** What is newer, in which object, what the release before does with it, and what that release knows already. */
const NEWER: readonly [since: string, before: string, what: string, does: string, object: object][] = [
  ['2.14', '2.13', 'sourceHydrator', 'drops the field, and has no source to deploy', application(hydrated())],
  ...['directory', 'helm', 'kustomize', 'plugin'].map((name): [string, string, string, string, object] => [
    '3.3',
    '3.2',
    `sourceHydrator.drySource.${name}`,
    HYDRATES,
    application(hydrated({ [name]: { name: 'cdk8s' } })),
  ]),
  [
    '3.3',
    '3.2',
    'sourceHydrator.drySource.plugin',
    HYDRATES,
    set({}, { ...hydrated({ plugin: { name: 'cdk8s' } }), destination: DESTINATION }),
  ],
  [
    '3.5',
    '3.4',
    'sourceHydrator.syncSource.repoURL',
    'drops the field',
    application(hydrated({}, { repoURL: 'https://git.example.com/rendered.git' })),
  ],
  [
    '3.1',
    '3.0',
    'syncPolicy.automated.enabled',
    'syncs by itself, whatever it says',
    application({ source: SOURCE, syncPolicy: { automated: { enabled: false } } }),
  ],
  ['2.8', '2.7', 'goTemplateOptions', 'drops the field', set({ goTemplateOptions: ['missingkey=error'] })],
  [
    '2.8',
    '2.7',
    'syncPolicy.applicationsSync',
    'deletes applications that are gone from its list',
    set({ syncPolicy: { applicationsSync: 'create-update' } }),
  ],
  ['2.9', '2.8', 'ignoreApplicationDifferences', 'drops the field', set({ ignoreApplicationDifferences: [{}] })],
  ['2.10', '2.9', 'templatePatch', 'drops the field', set({ templatePatch: 'spec: {}' })],
  ['3.2', '3.1', 'strategy.deletionOrder', 'drops the field', set({ strategy: { deletionOrder: 'Reverse' } })],
  ['2.13', '2.12', 'destinationServiceAccounts', 'drops the field', project({ destinationServiceAccounts: [{}] })],
  [
    '3.3',
    '3.2',
    'a name in clusterResourceWhitelist',
    'allows, or denies, the kind whatever its name',
    project({ clusterResourceWhitelist: [{ group: '', kind: 'Namespace', name: 'shop' }] }),
  ],
  ...['Prune=confirm', 'Delete=confirm'].map((option): [string, string, string, string, object] => [
    '2.14',
    '2.13',
    `the sync option ${option}`,
    'goes on without asking',
    annotated({ 'argocd.argoproj.io/sync-options': `Replace=false, ${option}` }),
  ]),
  ['2.10', '2.9', 'the hook PostDelete', 'never runs it', annotated({ 'argocd.argoproj.io/hook': 'PostDelete' })],
  ['3.3', '3.2', 'the hook PreDelete', 'never runs it', annotated({ 'argocd.argoproj.io/hook': 'PreDelete' })],
  [
    '2.14',
    '2.13',
    'the annotation argocd.argoproj.io/ignore-healthcheck',
    'lets the health count all the same',
    annotated({ 'argocd.argoproj.io/ignore-healthcheck': 'true' }),
  ],
];

const messagesOf = (manifests: readonly object[], settings: Settings) =>
  checkManifests(manifests as Manifest[], settings).flatMap(({ rule, message }) => (rule === 'X33' ? [message] : []));
const complaint = (what: string, since: string, version: string, does: string) =>
  `${what} needs Argo CD ${since}, and yours is ${version}, which ${does}: do without it, or upgrade Argo CD and tell its version`;

const cases = (version: (release: string) => string): RuleCase[] =>
  NEWER.map(([since, before, what, does, object]) => ({
    rule: 'X33',
    what: `${what} under ${version(before)}`,
    bad: [object],
    good: [application({ source: SOURCE, syncPolicy: { automated: {} } }), set({}), project({}), deployment()],
    message: complaint(what, since, version(before), does),
    settings: { argoCdVersion: version(before) },
  }));

describeRules([...cases((release) => release), ...cases((release) => `v${release}.9+abc`).slice(0, 3)]);

describe('the release that knows it', () => {
  test.each(NEWER)('%s', (since, _before, what, _does, object) => {
    for (const argoCdVersion of [since, `v${since}.0`, `${since}.0-rc1`, '3.6', '10.0', undefined]) {
      const found = messagesOf([object], { argoCdVersion });
      expect([argoCdVersion, found.filter((message) => message.startsWith(what))]).toEqual([argoCdVersion, []]);
    }
  });
});
