import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { ApiObject, type ApiObjectProps, App, Chart, Testing } from 'cdk8s';
import { configurationHere } from '../../cli/configuration/configuration';
import {
  ArgoCd,
  ArgoCdApplication,
  ArgoCdTracking,
  GitOpsApp,
  InfisicalOperator,
  InfisicalProject,
  InfisicalRules,
  SecretSyncedApp,
  SyncedSecret,
} from '../../lib';
import { InfisicalValidation } from '../../lib/evaluation';
import { findingsOfApp } from '../../lib/evaluation/report/app-findings';
import { APP, SYNC } from '../declarations';
import { infisicalConnection, infisicalSecret, managedSecret, staticSecret } from '../validation/manifests';
import { configured } from './working-folder';

const HOST = 'https://app.infisical.com/api';

/** S9 in any case; M16 where Argo CD tracks by label. */
function declare(app: App): App {
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const source = { projectSlug: 'change-me', environment: 'prod' };
  new SyncedSecret(chart, 'orders', { ...SYNC, source });
  const managedKubeSecretReferences = [managedSecret({ creationPolicy: 'Orphan' })];
  const { apiVersion, kind, spec } = infisicalSecret({ hostAPI: HOST, managedKubeSecretReferences });
  new ApiObject(chart, 'lease', { apiVersion, kind, spec } as ApiObjectProps);
  return app;
}

function rulesOf(app: App, isSuppressed = false): string[] {
  const findings = findingsOfApp(app).filter(
    ({ suppressedBecause }) => (suppressedBecause !== undefined) === isSuppressed,
  );
  return [...new Set(findings.flatMap(({ rule }) => rule ?? []))].sort();
}

describe('what the program does not say', () => {
  test.each([
    ['argoCd: { tracking: label }', ['M16']],
    ['argoCd: { version: "2.14" }', ['M16']],
    ['argoCd: { version: "3.1" }', []],
    ['argoCd: { version: "2.14", tracking: annotation }', []],
    ['operator: { watchedNamespaces: [other] }', ['X2']],
    ['unread: []', []],
  ])('%s', (text, rules) => {
    configured(text, () => expect(rulesOf(declare(new GitOpsApp())).filter((rule) => rule !== 'S9')).toEqual(rules));
  });

  test('the program comes before the configuration', () => {
    const app = declare(new GitOpsApp());
    ArgoCd.configure(app, { tracking: ArgoCdTracking.ANNOTATION });
    InfisicalOperator.configure(app, { watchedNamespaces: ['shop', 'default'] });
    configured('argoCd: { tracking: label }\noperator: { watchedNamespaces: [other] }\n', () =>
      expect(rulesOf(app)).toEqual(['S9']),
    );
  });

  test('of Argo CD, it says which fields are too new', () => {
    const app = (): App => {
      const made = new GitOpsApp();
      new ArgoCdApplication(new Chart(made, 'argocd'), 'shop', {
        repoUrl: 'https://git.example.com/shop.git',
        plugin: 'cdk8s',
        hydration: { branch: 'environments/prod' },
      });
      return made;
    };
    expect(rulesOf(app())).toEqual([]);
    configured('argoCd: { version: "3.2" }', () => expect(rulesOf(app())).toEqual(['X33']));
    configured('argoCd: { version: v3.3.1 }', () => expect(rulesOf(app())).toEqual([]));
  });

  test('of Kubernetes, it says which names of variables the API server takes', () => {
    const app = (): App => {
      const made = new GitOpsApp();
      const chart = new Chart(made, 'shop', { namespace: 'shop' });
      new SecretSyncedApp(chart, 'api', { ...APP, env: { '1A B/:$': 'x' } });
      return made;
    };
    expect(rulesOf(app())).toContain('C13');
    configured('kubernetes: { version: "1.31" }', () => expect(rulesOf(app())).toContain('C13'));
    configured('kubernetes: { version: v1.32.4 }', () => expect(rulesOf(app())).not.toContain('C13'));
  });
});

describe('a configuration that cannot be read', () => {
  const declared = (version?: string) => {
    const app = declare(new GitOpsApp());
    if (version !== undefined) InfisicalOperator.configure(app, { version });
    const chart = new Chart(app, 'more', { namespace: 'shop' });
    const { apiVersion, kind, spec } = infisicalConnection({
      tls: { caCertificate: { name: 'ca', namespace: 'shop', key: 'ca.crt' } },
    });
    new ApiObject(chart, 'connection', { apiVersion, kind, spec } as ApiObjectProps);
    const { spec: instant, ...rest } = staticSecret({
      sources: [{ projectSlug: 'shop', environmentSlug: 'prod', secretPath: '/' }],
      syncOptions: { refreshInterval: '1m', instantUpdates: true },
    });
    new ApiObject(chart, 'instant', { apiVersion: rest.apiVersion, kind: rest.kind, spec: instant } as ApiObjectProps);
    return app;
  };

  test('might say which operator there is, or suppress a warning: of both nothing is told before it can be', () => {
    configured('operator: { version: v0.11.5 }', () =>
      expect(rulesOf(declared())).toEqual(expect.arrayContaining(['H7', 'S6'])),
    );
    configured('opertor: { version: v0.11.11 }', () => {
      const findings = findingsOfApp(declared());
      expect(findings[0].message).toContain('opertor');
      expect(findings.map(({ rule }) => rule)).not.toContain('H7');
      expect(findings.map(({ rule }) => rule)).not.toContain('S6');
      expect(findings.filter(({ severity }) => severity === 'warning')).toEqual([]);
    });
  });

  test('hides no error of what the program says itself', () => {
    configured('opertor: {}', () => expect(rulesOf(declared('v0.11.5'))).toContain('S6'));
  });
});

describe('a suppression', () => {
  const S9 = (narrower = '') => `suppressions: [{ rule: S9, reason: "not yet ours"${narrower} }]`;

  test.each([
    ['prod', []],
    ['payments/prod', []],
    ['billing/prod', ['S9']],
  ])(
    'knows an environment of one of several projects by its name, or as findings name it: %s',
    (environment, rules) => {
      const project = new InfisicalProject({ folder: 'payments' });
      const prod = declare(project.addEnvironment('prod'));
      configured(S9(`, environment: ${environment}`), () => expect(rulesOf(prod)).toEqual(rules));
    },
  );

  test.each([
    '',
    ', path: shop',
    ', path: shop/orders',
    ', object: InfisicalSecret/orders',
    ', namespace: shop',
    ', environment: prod',
  ])('switches the rule off: %j', (narrower) => {
    configured(S9(narrower), () => {
      const app = declare(new GitOpsApp({ environment: 'prod' }));
      expect(rulesOf(app)).toEqual([]);
      expect(findingsOfApp(app)).toMatchObject([{ rule: 'S9', suppressedBecause: 'not yet ours' }]);
    });
  });

  test.each([', path: shop/web', ', object: InfisicalSecret/web', ', namespace: web', ', environment: staging'])(
    'for something else does not: %j',
    (narrower) => {
      configured(S9(narrower), () => expect(rulesOf(declare(new GitOpsApp({ environment: 'prod' })))).toEqual(['S9']));
    },
  );

  test('is of no use where the program has given its own reason', () => {
    configured(S9(), () => {
      const app = declare(new GitOpsApp());
      InfisicalRules.suppress(app, 'S9', 'of the program');
      expect(findingsOfApp(app)).toMatchObject([{ suppressedBecause: 'of the program' }]);
    });
  });

  test('holds in one environment of a project', () => {
    configured(`suppressions: [{ rule: C1, reason: soon, environment: staging }]`, () => {
      const project = new InfisicalProject({ projectSlug: 'shop', auth: SYNC.auth });
      for (const name of ['staging', 'prod']) {
        const environment = project.addEnvironment(name, { namespace: `shop-${name}` });
        const secret = new SyncedSecret(new Chart(environment, 'secrets', { namespace: 'elsewhere' }), 'secret', {
          source: { environment: name },
        });
        const chart = new Chart(environment, 'shop', { namespace: environment.namespace });
        new SecretSyncedApp(chart, 'api', { image: 'api:1.0', secret, secretKeys: ['TOKEN'] });
      }
      const ofC1 = project.problems().filter((problem) => problem.includes('(C1)'));
      expect(ofC1).toEqual([expect.stringMatching(/^prod: \[shop\/api/)]);
    });
  });
});

describe('InfisicalRules.check', () => {
  const manifests = () => Testing.synth(declare(new App()).charts[0] as Chart);
  const rules = (options = {}) =>
    [...new Set(InfisicalRules.check(manifests(), options).map(({ rule }) => rule))].sort();

  test('goes by the configuration, unless it is told something else', () => {
    configured('argoCd: { tracking: label }', () => {
      expect(rules()).toEqual(['M16', 'S9']);
      expect(rules({ argoCdTracking: ArgoCdTracking.ANNOTATION })).toEqual(['S9']);
      expect(rules({ argoCdTracking: undefined })).toEqual(['M16', 'S9']);
    });
  });

  test('leaves out what is suppressed', () => {
    configured('suppressions: [{ rule: S9, reason: a }]', () => expect(rules()).toEqual([]));
    configured('suppressions: [{ rule: S9, reason: a, object: InfisicalSecret/orders }]', () =>
      expect(rules()).toEqual([]),
    );
    configured('suppressions: [{ rule: S9, reason: a, environment: prod }]', () => {
      expect(rules()).toEqual(['S9']);
      expect(rules({ environment: 'prod' })).toEqual([]);
    });
  });

  test('says what is wrong with it', () => {
    configured('suppressions: [{ rule: S99, reason: a }]', () => {
      expect(() => rules()).toThrow('cdk8s-infisical.yaml:1:24: suppressions[0].rule: found "S99", did you mean "S9"?');
    });
  });
});

describe('the plugin', () => {
  test('goes by the configuration, and by its own properties before that', () => {
    configured('argoCd: { tracking: label }\nsuppressions: [{ rule: S9, reason: a }]\n', () => {
      expect(new InfisicalValidation()).toMatchObject({
        settings: { argoCdTracking: 'label' },
        suppressions: [{ rule: 'S9' }],
      });
      expect(new InfisicalValidation({ argoCdTracking: 'annotation' })).toMatchObject({
        settings: { argoCdTracking: 'annotation' },
      });
    });
  });

  test('refuses one with mistakes', () => {
    configured('suppresions: []', () =>
      expect(() => new InfisicalValidation()).toThrow('did you mean "suppressions"?'),
    );
  });
});

describe('a configuration with mistakes', () => {
  const TEXT = 'operater: {}\nkubernetes: { version: 1.30 }\nsuppressions: [{ rule: S99, reason: a }]\n';
  const MISTAKES = [
    'cdk8s-infisical.yaml:1:1] the field "operater" is unknown: did you mean "operator"?',
    'cdk8s-infisical.yaml:2:24] kubernetes.version: found the number 1.30, write "1.30"',
    'cdk8s-infisical.yaml:3:24] suppressions[0].rule: found "S99", did you mean "S9"?',
  ];

  test('stops a synthesis, with all of them', () => {
    configured(TEXT, () => {
      const synth = () => declare(new GitOpsApp()).synth();
      for (const mistake of MISTAKES) expect(synth).toThrow(mistake);
    });
  });

  test('stops one of cdk8s itself', () => {
    configured(TEXT, () => {
      expect(() => declare(new App()).synth()).toThrow(
        'cdk8s-infisical.yaml:2:24: kubernetes.version: found the number',
      );
    });
  });

  test('is told once by a project, not for each environment', () => {
    configured(TEXT, () => {
      const project = new InfisicalProject({ projectSlug: 'shop', auth: SYNC.auth });
      for (const name of ['staging', 'prod']) {
        const environment = project.addEnvironment(name, { namespace: `shop-${name}` });
        new SyncedSecret(new Chart(environment, 'shop', { namespace: environment.namespace }), 'orders', {
          source: SYNC.source,
        });
      }
      const told = project.problems().filter((problem) => problem.includes('kubernetes.version'));
      expect(told).toEqual([expect.stringMatching(/^\[cdk8s-infisical\.yaml:2:24\] /)]);
    });
  });
});

test('a file with the other usual ending is refused, as it would not count', () => {
  configured('', () => {
    renameSync('cdk8s-infisical.yaml', 'cdk8s-infisical.yml');
    const message =
      'cdk8s-infisical.yml: the configuration is called cdk8s-infisical.yaml, and this is not read: rename it';
    expect(() => InfisicalRules.check([])).toThrow(message);
    expect(configurationHere).toThrow(message);
    expect(() => declare(new GitOpsApp()).synth()).toThrow(message);
  });
});

test('a file that has been changed is read again, and one that is no file is refused', () => {
  configured('suppressions: [{ rule: S9, reason: a }]', () => {
    expect(rulesOf(declare(new GitOpsApp()))).toEqual([]);
    writeFileSync('cdk8s-infisical.yaml', 'suppressions: []');
    expect(rulesOf(declare(new GitOpsApp()))).toEqual(['S9']);
    mkdirSync('folder/cdk8s-infisical.yaml', { recursive: true });
    process.chdir('folder');
    expect(() => InfisicalRules.check([])).toThrow('cdk8s-infisical.yaml: it is no file');
  });
});
