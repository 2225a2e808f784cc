import { ApiObject, App, Duration, Testing } from 'cdk8s';
import { Deployment } from 'cdk8s-plus-28';
import {
  ArgoCdTracking,
  type CheckOptions,
  InfisicalOperator,
  type InfisicalOperatorOptions,
  InfisicalRules,
  SecretSyncedApp,
  Severity,
} from '../../lib';
import { settingsOf } from '../../lib/evaluation/settings';
import { configured } from '../configuration/working-folder';
import { APP } from '../declarations';
import { errorsOf, printedLines, synthesize } from '../synthesis';
import { deployment, infisicalSecret, keyContainer, podTemplate } from '../validation/manifests';

describe('InfisicalRules.check', () => {
  test('says nothing of sound manifests, such as synthesized ones', () => {
    const manifests = synthesize((chart) => new SecretSyncedApp(chart, 'api', { ...APP, autoReload: true }));
    expect(InfisicalRules.check(manifests)).toEqual([]);
  });

  test('tells the rule, the severity, the object and the remedy', () => {
    const api = deployment({}, { name: 'Api' });
    expect(InfisicalRules.check([infisicalSecret(), api])).toContainEqual({
      rule: 'N1',
      severity: Severity.ERROR,
      kind: 'Deployment',
      name: 'Api',
      namespace: api.metadata.namespace,
      at: 'metadata.name',
      message: expect.stringContaining('the name of the Deployment "Api" must be'),
    });
  });

  test('tells where in the object, also of what is missing, and of names with dots in them', () => {
    const annotations = { 'secrets.infisical.com/auto-reload': 'yes' };
    const pods = { template: podTemplate({ containers: [keyContainer(['TOKEN', 'TOKEN'])] }) };
    const manifests = [infisicalSecret({ syncConfig: { resyncInterval: '1h30m' } }), deployment(pods, { annotations })];
    const places = InfisicalRules.check(manifests).map(({ rule, at }) => `${rule} ${at}`);
    expect(places).toEqual(
      expect.arrayContaining([
        'T1 spec.syncConfig.resyncInterval',
        'C4 spec.template.spec.containers[0].env[1].name',
        'C6 metadata.annotations["secrets.infisical.com/auto-reload"]',
      ]),
    );
  });

  test('looks into a List, and over empty documents', () => {
    const bad = deployment({}, { name: 'Api' });
    const list = { apiVersion: 'v1', kind: 'List', items: [infisicalSecret(), bad] };
    expect(InfisicalRules.check([null, {}, list])).toEqual(InfisicalRules.check([infisicalSecret(), bad]));
  });

  test('takes account of the operator that is stated', () => {
    const manifests = [infisicalSecret({ syncConfig: { resyncInterval: '60s' }, resyncInterval: undefined })];
    const outdated = InfisicalRules.check(manifests, { operatorVersion: 'v0.10.20' });
    expect(outdated.map(({ rule }) => rule)).toContain('X6');
    expect(InfisicalRules.check(manifests).map(({ rule }) => rule)).not.toContain('X6');
  });

  test('takes account of how Argo CD tracks', () => {
    const reference = { secretName: 'api', secretNamespace: 'shop', creationPolicy: 'Orphan' };
    const manifests = [infisicalSecret({ managedKubeSecretReferences: [reference] })];
    const rulesWith = (argoCdTracking: ArgoCdTracking) =>
      InfisicalRules.check(manifests, { argoCdTracking }).map(({ rule }) => rule);
    expect(rulesWith(ArgoCdTracking.LABEL)).toContain('M16');
    expect(rulesWith(ArgoCdTracking.ANNOTATION)).not.toContain('M16');
  });

  test.each([
    [undefined],
    [5],
    ['text'],
    [[]],
    [{ kind: 7, metadata: 'x' }],
    [infisicalSecret({ authentication: [] })],
  ])('does not throw for %j', (value) => {
    expect(() => InfisicalRules.check([value])).not.toThrow();
  });
});

describe('what is said of the cluster', () => {
  test.each([
    [
      { operatorVersion: 'v0.10' },
      'operatorVersion is "v0.10", and no version: write all of a version from v0.10.4 on, such as "v0.11.17"',
    ],
    [{ operatorVersion: 'latest' }, 'operatorVersion is "latest", and no version'],
    [
      { operatorVersion: 'v0.10.3' },
      'operatorVersion is "v0.10.3", and older than v0.10.4, of which nothing is known here: upgrade the operator',
    ],
    [{ defaultConnection: 'secrets.example.com' }, 'defaultConnection "secrets.example.com" is not a URL: write'],
    [{ defaultConnection: 7 }, 'defaultConnection must be text, found the number 7'],
    [
      { defaultConnection: 'https://user:hunter2@secrets.example.com' },
      'defaultConnection "https://***@secrets.example.com" carries credentials, which must never stand in a manifest',
    ],
    [{ operatorVersion: 'v0.011.5' }, 'operatorVersion is "v0.011.5", and no version'],
    [{ kubernetesVersion: 1.31 }, 'kubernetesVersion is the number 1.31: write a version from 1.29 on'],
    [{ watchedNamespaces: 'shop' }, 'watchedNamespaces must be a list, found "shop" (N5)'],
    [{ argoCdTracking: 'labels' }, 'argoCdTracking must be "annotation" or "annotation+label" or "label"'],
  ])('is refused where it says nothing: %j', (options, message) => {
    expect(() => InfisicalRules.check([], options as unknown as CheckOptions)).toThrow(message);
  });

  test('may be null, which plain JavaScript says of what it does not know', () => {
    const sleeping = { preStop: { sleep: { seconds: 1 } } };
    const pod = { containers: [{ name: 'api', image: 'api:1', lifecycle: sleeping }] };
    const manifest = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'api', namespace: 'shop' }, spec: pod };
    const unknown = { kubernetesVersion: null, operatorVersion: null } as unknown as CheckOptions;
    expect(InfisicalRules.check([manifest], unknown)).toEqual(InfisicalRules.check([manifest]));
  });

  test.each(['1.28', '0.9', '2.0', '01.31', '1.31.4.5', '1.31.x', 'latest'])(
    'is refused where it is a version that nobody knows: %s',
    (kubernetesVersion) => {
      const remedy = 'write a version from 1.29 on, such as "1.34", or leave it out: then it is 1.29 (N5)';
      expect(() => InfisicalRules.check([], { kubernetesVersion })).toThrow(
        `kubernetesVersion is "${kubernetesVersion}": ${remedy}`,
      );
    },
  );

  test('says nothing where it is null, and what is committed counts', () => {
    const settings = configured('operator: { version: v0.10.4 }\nkubernetes: { version: "1.33" }', () => {
      const app = new App();
      InfisicalOperator.configure(app, {
        version: null,
        watchedNamespaces: null,
      } as unknown as InfisicalOperatorOptions);
      return settingsOf(app);
    });
    expect(settings).toMatchObject({ operatorVersion: 'v0.10.4', kubernetesVersion: '1.33' });
    expect(settings.watchedNamespaces).toBeUndefined();
  });

  test('may be the version that kubectl prints', () => {
    for (const kubernetesVersion of ['1.29', 'v1.31', '1.31.4', 'v1.31.4+k3s1', '1.31.4-gke.100']) {
      expect(InfisicalRules.check([], { kubernetesVersion })).toEqual([]);
    }
  });

  test('may be a version with or without a "v", or with a suffix', () => {
    for (const operatorVersion of ['v0.11.5', '0.11.5', 'v0.12.0-rc.1']) {
      expect(InfisicalRules.check([], { operatorVersion })).toEqual([]);
    }
  });
});

describe('InfisicalRules.suppress', () => {
  test('takes an error out of the synthesis, and prints it with the reason', () => {
    synthesize((chart) => {
      const sync = { ...APP.sync, resyncInterval: Duration.seconds(4) };
      InfisicalRules.suppress(new SecretSyncedApp(chart, 'api', { ...APP, sync }), 'T2', ' of a patched operator ');
    });
    expect(printedLines()).toContainEqual(
      expect.stringMatching(/^suppressed: \[project\/api.*, because: of a patched operator$/),
    );
  });

  test('holds below its construct only', () => {
    const errors = errorsOf((chart) => {
      const one = new SecretSyncedApp(chart, 'one', { ...APP, env: { '1UP': 'x' } });
      new SecretSyncedApp(chart, 'two', { ...APP, env: { '1UP': 'x' } });
      InfisicalRules.suppress(one, 'C13', 'set by the base image');
    });
    expect(errors).toHaveLength(1);
    expect(errors[0]).toContain('[project/two/Deployment]');
  });

  test('refuses a rule that does not exist, and a missing reason', () => {
    const chart = Testing.chart();
    const deploymentOf = new Deployment(chart, 'api', { containers: [{ image: 'api' }] });
    expect(() => InfisicalRules.suppress(deploymentOf, 'C111', 'why not')).toThrow(
      '[test/api] cannot suppress "C111", there is no such rule: did you mean "C11"?',
    );
    expect(() => InfisicalRules.suppress(deploymentOf, 'C11', ' ')).toThrow(
      '[test/api] suppresses the rule "C11" without a reason: write why it does not apply here',
    );
  });
});

describe('the annotation cdk8s-infisical/ignore', () => {
  const ignoring = (text: string) => ({ annotations: { 'cdk8s-infisical/ignore': text } });
  const labels = { team: 'team a' };
  const misnamed = (text: string) => deployment({}, { name: 'Api', labels, ...ignoring(text) });

  test('has a rule not count for its object, one a line', () => {
    const findings = InfisicalRules.check([
      infisicalSecret(),
      misnamed('N1: of an old cluster\r\n\n  N4 :by hand\n'),
      deployment({}, { name: 'Other', labels }),
    ]);
    expect(findings.filter(({ rule }) => ['N1', 'N4', 'N13'].includes(rule))).toEqual([
      expect.objectContaining({ rule: 'N1', name: 'Other' }),
      expect.objectContaining({ rule: 'N4', name: 'Other' }),
    ]);
  });

  test('of an ApiObject counts at a synthesis, and is told with its reason on one line', () => {
    synthesize((chart) => {
      new SecretSyncedApp(chart, 'api', APP);
      new ApiObject(chart, 'config', {
        apiVersion: 'v1',
        kind: 'ConfigMap',
        metadata: { name: 'Api', ...ignoring('N1: \u001b[31m::error::http://u:hunter2@h') },
      });
    });
    expect(printedLines()).toContainEqual(
      expect.stringMatching(
        /^suppressed: \[project\/config\] .* \(N1\), because: \\u001b\[31m::error::http:\/\/\*\*\*@h$/,
      ),
    );
  });

  test('does not count for other objects that the same construct makes', () => {
    const list = { apiVersion: 'v1', kind: 'List', items: [misnamed('N1: old'), deployment({}, { name: 'B' })] };
    expect(InfisicalRules.check([list]).map(({ rule, name }) => `${rule} ${name}`)).toContain('N1 B');
  });

  test('is cut short where its reason has no end', () => {
    const findings = InfisicalRules.check([misnamed(`N1: ${'x'.repeat(100_000)}`)]);
    expect(findings.filter(({ rule }) => rule === 'N1')).toEqual([]);
  });
});
