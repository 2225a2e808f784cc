import { foldersToAsk } from '../../../cli/access/folders-to-ask';
import { keyUsesIn } from '../../../cli/access/key-uses';
import { accessReport } from '../../../cli/access-report/access-report';
import { changesBetween } from '../../../cli/access-report/changes/compare';
import { textChanges } from '../../../cli/access-report/changes/text';
import { evaluate } from '../../../cli/check/evaluate';
import { github } from '../../../cli/check/formats/github';
import { gitlab } from '../../../cli/check/formats/gitlab';
import { json } from '../../../cli/check/formats/json';
import { junit } from '../../../cli/check/formats/junit';
import { sarif } from '../../../cli/check/formats/sarif';
import { table } from '../../../cli/check/formats/table';
import type { Outcome } from '../../../cli/infisical-api/ask-all';
import { jsonText } from '../../../cli/languages/json';
import type { ReadManifest } from '../../../cli/manifests/read-manifests';
import { jsonChanges, markdownChanges } from '../../../cli/report/change-formats';
import { jsonReport } from '../../../cli/report/json';
import { markdownReport } from '../../../cli/report/markdown/report';
import { htmlPage } from '../../../cli/report/page/page';
import { terraform } from '../../../cli/report/role/terraform';
import { textReport } from '../../../cli/report/text';
import { rolesFor } from '../../../cli/roles/roles';
import { noColours } from '../../../cli/terminal/colours';
import { asTerminalText } from '../../../cli/terminal/terminal-text';
import type { Fields } from '../../../lib/json/json';
import type { Manifest } from '../../../lib/model/manifest';

const PLACE = { line: 1, column: 1 };

/** Manifests in which whatever a person can name is called what the texts say, one after the other. */
export function manifestsNamed(texts: readonly string[]): ReadManifest[] {
  let used = 0;
  const next = () => texts[used++ % texts.length];
  const [secret, key, lease] = [next(), next(), next()];
  const scope = () => ({ projectSlug: next(), envSlug: next(), secretsPath: `/${next()}` });
  const metadata = () => ({ name: next(), namespace: 'shop' });
  const managed = (secretName: string) => [{ secretName, secretNamespace: 'shop', creationPolicy: 'Orphan' }];
  const login = () => ({ credentialsRef: { secretName: next(), secretNamespace: 'shop' }, identityId: next() });
  const resource = (kind: string, spec: Fields): Manifest =>
    ({
      apiVersion: 'secrets.infisical.com/v1alpha1',
      kind,
      metadata: metadata(),
      spec: { hostAPI: next(), ...spec },
    }) as Manifest;
  const env = [{ name: next(), valueFrom: { secretKeyRef: { name: secret, key } } }];
  const containers = [
    { name: next(), image: 'i', env, volumeMounts: [{ name: 'v', mountPath: next() }] },
    {
      name: next(),
      image: 'i',
      envFrom: [{ prefix: next(), secretRef: { name: secret } }, { secretRef: { name: lease } }],
    },
  ];
  const volumes = [{ name: 'v', secret: { secretName: secret, items: [{ key, path: next() }] } }];
  const pod = (kind: string): Manifest =>
    ({
      apiVersion: 'apps/v1',
      kind,
      metadata: metadata(),
      spec: { template: { spec: { containers, volumes } } },
    }) as Manifest;
  const manifests = [
    resource('InfisicalSecret', {
      authentication: { universalAuth: { ...login(), secretsScope: scope() } },
      managedKubeSecretReferences: managed(secret),
    }),
    resource('InfisicalDynamicSecret', {
      authentication: { kubernetesAuth: login() },
      dynamicSecret: { secretName: next(), projectId: next(), environmentSlug: next(), secretsPath: next() },
      managedSecretReference: { secretName: lease, secretNamespace: 'shop', creationPolicy: 'Orphan' },
    }),
    resource('InfisicalPushSecret', {
      authentication: { universalAuth: login() },
      destination: { projectId: next(), environmentSlug: next(), secretsPath: next() },
      push: { secret: { secretName: secret, secretNamespace: 'shop' } },
    }),
    resource('InfisicalStaticSecretPush', {
      infisicalAuthRef: { name: next(), namespace: next() },
      secrets: [
        { name: secret, namespace: 'shop' },
        { name: next(), namespace: next() },
      ],
      targets: [{ projectSlug: next(), environmentSlug: next(), secretPath: next() }],
      [next()]: next(),
    }),
    pod('Deployment'),
    pod('StatefulSet'),
    pod(next()),
  ];
  return manifests.map((manifest) => ({
    manifest,
    file: `dist/${next()}.yaml`,
    folder: 'dist',
    ...PLACE,
    placeAt: () => PLACE,
  }));
}

/** Every text that commands write of the manifests, by what it is. */
export function outputsOf(read: readonly ReadManifest[], answer: Outcome): { [output: string]: string } {
  const report = accessReport(read);
  const nothing = accessReport([]);
  const changes = [...changesBetween(nothing, report), ...changesBetween(report, nothing)];
  const roles = rolesFor('operator', read);
  const uses = keyUsesIn(read);
  const folders = foldersToAsk(uses);
  const environments = evaluate({ uses, folders, outcomes: folders.map(() => answer) });
  const unread = read.map(({ file, manifest }) => ({ file, ...PLACE, message: `of ${manifest.kind}` }));
  const checked = { environments, unread, failing: ['missing', 'unused'] as const };
  return {
    text: asTerminalText(textReport(report)).text,
    markdown: markdownReport(report),
    json: jsonReport(report),
    html: htmlPage(report),
    'text changes': asTerminalText(textChanges(changes)).text,
    'markdown changes': markdownChanges(changes, 'main'),
    'json changes': jsonChanges(changes),
    'json roles': jsonText(roles),
    terraform: terraform(roles),
    table: asTerminalText(table(checked, noColours)).text,
    'json check': json(checked),
    sarif: sarif(checked),
    junit: junit(checked),
    github: github(checked),
    gitlab: gitlab(checked),
  };
}
