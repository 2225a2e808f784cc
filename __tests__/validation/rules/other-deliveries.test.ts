import type { ExampleObjects } from '../../../lib/validation/example';
import { deliveredExample } from '../../../lib/validation/rules/agent-injector/delivered';
import { manifestsOf } from '../example-manifests';
import { describeRules } from '../rule-cases';

const RELOADER = 'reloader.stakater.com';
const RELOAD = `secret.${RELOADER}/reload`;
const AUTO_RELOAD = 'secrets.infisical.com/auto-reload';

type Part = Readonly<Record<string, unknown>>;

const of = (example: ExampleObjects) => manifestsOf(example.objects);

function rook(container: Part, namespace = 'wood') {
  const containers = [{ name: 'app', image: 'example/rook:1', ...container }];
  return { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'rook', namespace }, spec: { containers } };
}

const run = (...flags: string[]) => ({ command: ['infisical', 'run', ...flags, '--', 'node'] });
const value = (name: string, text: string) => ({ name, value: text });
const from = (name: string) => ({ name, valueFrom: { secretKeyRef: { name: 'login', key: 'it' } } });

describeRules([
  {
    rule: 'J16',
    what: 'a token as a value',
    bad: [rook({ env: [value('INFISICAL_TOKEN', 'in the open')] })],
    good: [
      rook({
        env: [from('INFISICAL_TOKEN'), value('INFISICAL_JWT', '$(JWT)'), value('INFISICAL_CLIENT_SECRET', '${SECRET}')],
      }),
      rook({ env: [value('INFISICAL_CLIENT_ID', 'public'), value('INFISICAL_LDAP_PASSWORD', '<password>')] }),
    ],
    message:
      'the variable "INFISICAL_TOKEN" of container "app" has a login to Infisical in plain text: revoke it, put a new one into a Secret, and take it with secretKeyRef',
  },
  {
    rule: 'J16',
    what: 'a token in a script',
    bad: [rook({ command: ['sh', '-c', 'infisical run --token=in-the-open --env prod -- node'] })],
    good: [
      rook({ command: ['sh', '-c', 'infisical run --token="$TOKEN" --env prod -- node'] }),
      rook({ command: ['sh', '-c', 'infisical run --token=$(infisical login --plain) --env prod -- node'] }),
    ],
    message:
      '"infisical run" of container "app" has a login in plain text behind --token: revoke it, put a new one into a Secret, and take it as a variable',
  },
  {
    rule: 'J17',
    what: 'a variable that the command does not read',
    bad: [rook({ ...run(), env: [value('INFISICAL_ENVIRONMENT', 'prod')] })],
    good: [
      rook({ ...run('--env', '$(INFISICAL_ENVIRONMENT)'), env: [value('INFISICAL_ENVIRONMENT', 'prod')] }),
      rook({ command: ['infisical', 'agent-proxy'], env: [value('INFISICAL_ENVIRONMENT', 'prod')] }),
    ],
    message:
      '"infisical run" of container "app" does not read the variable INFISICAL_ENVIRONMENT: write --env "$(INFISICAL_ENVIRONMENT)" into its command',
  },
  {
    rule: 'J17',
    what: 'no environment in production',
    bad: [rook(run(), 'shop-prod')],
    good: [rook(run(), 'product'), rook(run('-e', 'prod'), 'shop-prod')],
    message:
      '"infisical run" of container "app" has no --env, and reads the environment dev therefore: write --env and the slug of the one that is meant',
  },
  {
    rule: 'J18',
    what: 'an identity without a project',
    bad: [rook({ ...run('-e', 'prod'), env: [from('INFISICAL_UNIVERSAL_AUTH_CLIENT_ID')] })],
    good: [
      rook({
        ...run('-e', 'prod'),
        env: [from('INFISICAL_UNIVERSAL_AUTH_CLIENT_ID'), value('INFISICAL_PROJECT_ID', 'p')],
      }),
      rook({ ...run('-e', 'prod', '--projectId=p'), env: [from('INFISICAL_UNIVERSAL_AUTH_CLIENT_ID')] }),
      rook({ ...run('-e', 'prod'), env: [from('INFISICAL_TOKEN')] }),
    ],
    message:
      '"infisical run" of container "app" has no --projectId, and no variable INFISICAL_PROJECT_ID: name the project by its id',
  },
  {
    rule: 'J24',
    what: 'a variable with a slash behind /api',
    bad: [rook({ ...run('-e', 'prod'), env: [value('INFISICAL_API_URL', 'https://h.example/api/ ')] })],
    good: [
      rook({ ...run('-e', 'prod'), env: [value('INFISICAL_API_URL', 'https://h.example/api')] }),
      rook({ ...run('-e', 'prod'), env: [value('INFISICAL_API_URL', 'https://h.example/')] }),
      // What it is not told by.
      rook({ ...run('-e', 'prod'), env: [value('INFISICAL_SITE_URL', 'https://h.example/api/')] }),
      rook({
        ...run('-e', 'prod'),
        env: [value('INFISICAL_DOMAIN', 'https://h.example'), value('INFISICAL_API_URL', 'https://h.example/api/')],
      }),
      rook({
        ...run('-e', 'prod', '--domain', 'https://h.example'),
        env: [value('INFISICAL_DOMAIN', 'https://h/api/')],
      }),
      // Another one may be there.
      rook({
        ...run('-e', 'prod'),
        env: [value('INFISICAL_API_URL', 'https://h.example/api/')],
        envFrom: [{ configMapRef: { name: 'settings' } }],
      }),
      // A person who logs in, the agent, and a program of its own.
      rook({ command: ['infisical', 'login', '--domain=https://h.example/api/'] }),
      rook({ command: ['infisical', 'agent', '--domain=https://h.example/api/'] }),
      rook({ env: [from('INFISICAL_TOKEN'), value('INFISICAL_API_URL', 'https://h.example/api/')] }),
    ],
    message:
      'container "app" asks at no Infisical: the domain ends in a slash behind "/api", to which "infisical run" adds another "/api": write "https://h.example"',
  },
  {
    rule: 'J24',
    what: 'a flag with a slash behind /api',
    bad: [rook({ command: ['sh', '-c', 'export A=$(infisical secrets get A --domain "https://h.example/api//")'] })],
    good: [rook({ command: ['sh', '-c', 'export A=$(infisical secrets get A --domain "$HOST/api/")'] })],
    message:
      'container "app" asks at no Infisical: the domain ends in a slash behind "/api", to which "infisical secrets get" adds another "/api": write "https://h.example"',
  },
  {
    rule: 'J24',
    what: 'a login of a machine identity with a slash behind /api',
    bad: [rook({ command: ['infisical', 'login', '--method=kubernetes', '--domain=https://h.example/api/'] })],
    good: [rook({ command: ['infisical', 'login', '--method=kubernetes', '--domain=https://h.example/api'] })],
    message:
      'container "app" asks at no Infisical: the domain ends in a slash behind "/api", to which "infisical login" adds another "/api": write "https://h.example"',
  },
  {
    rule: 'J24',
    what: 'a variable that the release does not read',
    bad: [
      rook({ image: 'infisical/cli:0.43.55', args: ['export'], env: [value('INFISICAL_DOMAIN', 'https://h.example')] }),
    ],
    good: [
      rook({ image: 'infisical/cli:0.43.92', args: ['export'], env: [value('INFISICAL_DOMAIN', 'https://h.example')] }),
      rook({
        image: 'infisical/cli:0.43.55',
        args: ['export', '--domain=https://h.example'],
        env: [value('INFISICAL_DOMAIN', 'https://h.example')],
      }),
      rook({
        image: 'infisical/cli:0.43.55',
        args: ['export'],
        env: [value('INFISICAL_DOMAIN', 'https://h.example')],
        envFrom: [{ configMapRef: { name: 'settings' } }],
      }),
    ],
    message:
      'container "app" does not ask where INFISICAL_DOMAIN says: "infisical export" of release "0.43.55" does not read that variable, and asks Infisical Cloud. Write INFISICAL_API_URL, or take release 0.43.92 or newer',
  },
  {
    rule: 'J19',
    what: 'an annotation for workloads on what writes the Secret',
    bad: of(deliveredExample({}, { [RELOAD]: 'api-csi' })),
    good: of(deliveredExample({}, { [`${RELOADER}/match`]: 'true' })),
    message: `the annotation "${RELOAD}" has no effect on the kind SecretProviderClass: put it on the workloads that use its Secret`,
  },
  {
    rule: 'J20',
    what: 'the name of another Secret',
    bad: of(deliveredExample({ [RELOAD]: 'api-secrets, other' })),
    good: [
      ...of(deliveredExample({ [RELOAD]: 'other, api-csi' })),
      ...of(deliveredExample({ [RELOAD]: 'api-.*' })),
      ...of(deliveredExample({ [RELOAD]: 'other', [`${RELOADER}/auto`]: 'true' })),
    ],
    message: `the annotation "${RELOAD}" names no Secret that the workload uses, so that nothing restarts it: it takes variables from "api-csi"`,
  },
  {
    rule: 'J20',
    what: 'a search for what nothing has',
    bad: of(deliveredExample({ [`${RELOADER}/search`]: 'true' })),
    good: of(deliveredExample({ [`${RELOADER}/search`]: 'true' }, { [`${RELOADER}/match`]: 'true' })),
    message: `the annotation "${RELOADER}/search" restarts the workload for Secrets with "${RELOADER}/match" alone, and none of its has that: it takes variables from "api-csi", write "${RELOAD}" with that name`,
  },
  {
    rule: 'J21',
    what: 'a Secret that is not the operator’s',
    bad: of(deliveredExample({ [AUTO_RELOAD]: 'true' })),
    good: of(deliveredExample({ [AUTO_RELOAD]: 'false' })),
    message: `the annotation "${AUTO_RELOAD}" has no effect: no Secret of the workload is the operator's, "api-csi" is written by SecretProviderClass "api"; use Reloader or Wave`,
  },
]);
