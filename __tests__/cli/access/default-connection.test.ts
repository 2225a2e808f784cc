import { foldersToAsk } from '../../../cli/access/folders-to-ask';
import { keyUsesIn } from '../../../cli/access/key-uses';
import { askVerified } from '../../../cli/access/named-projects';
import { accessReport } from '../../../cli/access-report/access-report';
import { foldersToImport } from '../../../cli/import/folders';
import type { ImportOptions } from '../../../cli/import/options';
import { askAll } from '../../../cli/infisical-api/ask-all';
import type { HostPolicy } from '../../../cli/infisical-api/hosts';
import type { ReadManifest } from '../../../cli/manifests/read-manifests';
import { rolesFor } from '../../../cli/roles/roles';
import { helmRelease, infisicalAuth, staticSecret } from '../../validation/manifests';
import { readAs, workload } from '../report/reported';

const LOGIN = infisicalAuth({ infisicalConnectionRef: undefined });
const SYNC = [
  staticSecret({ targets: [{ kind: 'Secret', name: 'api-secrets', namespace: 'shop' }] }),
  workload('web', { A: 'A' }),
];
const UNTOLD = readAs([LOGIN, ...SYNC], 'dist/prod');
const ADDRESS = 'https://secrets.example.com';
const RELEASE = helmRelease({ defaultInfisicalConnection: { enabled: true, address: ADDRESS } });
const TOLD = { defaultConnection: ADDRESS };
const NOWHERE = 'the default connection of the operator';

const hostsOf = (manifests: readonly ReadManifest[], settings?: object) =>
  foldersToAsk(keyUsesIn(manifests, [], settings), 'https://only.example.com').map(({ host }) => host);

describe('a login that leaves the connection to the operator', () => {
  test('reads where the configuration says, or a release of the chart beside it', () => {
    expect(hostsOf(UNTOLD, TOLD)).toEqual([ADDRESS]);
    expect(hostsOf(readAs([RELEASE, LOGIN, ...SYNC], 'dist/prod'))).toEqual([ADDRESS]);
  });

  test('reads nobody knows where, also if a command is told of one host only', () => {
    expect(hostsOf(UNTOLD)).toEqual([NOWHERE]);
  });

  test('is then asked of nobody, and unchecked', async () => {
    const asked: unknown[] = [];
    const ask = askVerified(
      async (folder) => {
        asked.push(folder);
        return [];
      },
      async () => undefined,
      [],
    );
    const folders = foldersToAsk(keyUsesIn(UNTOLD));
    const outcomes = await askAll(folders, { ask, concurrency: 1, stop: new AbortController() });
    expect(outcomes).toEqual([{ problem: expect.stringContaining('operator: { defaultConnection: https://… }') }]);
    expect(asked).toEqual([]);
  });

  test('is then not imported', () => {
    const policy: HostPolicy = { trusted: [], addresses: new Map(), authorities: new Map() };
    const options = { host: [] } as unknown as ImportOptions;
    expect(() => foldersToImport(keyUsesIn(UNTOLD), options, policy, { locks: new Map(), isAsked: false })).toThrow(
      'write its address into cdk8s-infisical.yaml',
    );
  });

  test('is in the report, and in the roles, with the host', () => {
    const report = (settings?: object) =>
      accessReport(UNTOLD, [], undefined, { settings }).rows.map(({ folders: [{ host }] }) => host);
    expect([report(), report(TOLD)]).toEqual([[NOWHERE], [ADDRESS]]);
    const roles = (settings?: object) => rolesFor('operator', UNTOLD, { settings }).roles.map(({ host }) => host);
    expect([roles(), roles(TOLD)]).toEqual([[NOWHERE], [ADDRESS]]);
  });
});
