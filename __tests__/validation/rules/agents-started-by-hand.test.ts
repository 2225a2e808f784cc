import { checkManifests } from '../../../lib/validation/check-manifests';
import { CONFIGURATION } from '../../../lib/validation/rules/agent-injector/injected';
import { secret } from '../manifests';
import { describeRules } from '../rule-cases';
import { agent, BARE, CALL, INJECTOR, LIST, newt, type Part, withTemplate, written } from './agent-injected';

/** A Deployment with an agent that a container starts by hand. */
function started(container: Part = {}, volume: Part = { configMap: { name: 'agent' } }) {
  const agentContainer = {
    name: 'agent',
    image: 'infisical/cli:0.43.121',
    args: ['agent', '--config', '/etc/agent/config.yaml'],
    volumeMounts: [{ name: 'conf', mountPath: '/etc/agent' }],
    ...container,
  };
  const spec = { containers: [...BARE.spec.containers, agentContainer], volumes: [{ name: 'conf', ...volume }] };
  return newt({ [`${INJECTOR}inject`]: undefined, [`${INJECTOR}agent-config-map`]: undefined }, spec);
}

const held = (content: Part) => secret('agent', { stringData: content }, { namespace: 'shop' });
const OF_SECRET = { secret: { secretName: 'agent' } };
const MISSPELT = CONFIGURATION.replace('infisical:\n', 'infisical:\n  addres: https://h.example\n');
const SPELT = MISSPELT.replace('addres:', 'address:');
const SLASHED = SPELT.replace('h.example', 'h.example/api/');
const base64 = (text: string) => Buffer.from(text).toString('base64');
const variable = (text: string) => ({ env: [{ name: 'INFISICAL_AGENT_CONFIG_BASE64', value: base64(text) }] });

describeRules([
  {
    rule: 'J22',
    what: 'a misspelt field in its ConfigMap',
    bad: [started(), agent(MISSPELT)],
    good: [started(), agent(SPELT)],
    message: 'config.yaml: "addres" is no field of the agent, which ignores it: did you mean "address"?',
  },
  {
    rule: 'J22',
    what: 'a misspelt field in its Secret, of which no word is shown',
    bad: [started({}, OF_SECRET), held({ 'config.yaml': MISSPELT })],
    good: [started({}, OF_SECRET), held({ 'config.yaml': SPELT })],
    message: 'config.yaml: a field is none of the agent, which ignores it: did you mean "address"?',
  },
  {
    rule: 'J22',
    what: 'a misspelt field in its variable, which counts more than a file',
    bad: [started(variable(MISSPELT)), agent(SPELT)],
    good: [started(variable(SPELT)), agent(MISSPELT)],
    message:
      'INFISICAL_AGENT_CONFIG_BASE64: "addres" is no field of the agent, which ignores it: did you mean "address"?',
  },
  {
    rule: 'J23',
    what: 'a slash behind /api',
    bad: [started(), agent(SLASHED)],
    good: [started(), agent(SPELT)],
    message:
      'config.yaml: the address ends in a slash behind "/api", to which the agent adds another "/api": write "https://h.example"',
  },
  {
    rule: 'J23',
    what: 'a slash behind /api in a Secret',
    bad: [started({}, OF_SECRET), held({ 'config.yaml': SLASHED })],
    good: [started({}, OF_SECRET), held({ 'config.yaml': SPELT })],
    message:
      'config.yaml: the address ends in a slash behind "/api", to which the agent adds another "/api": write it without that slash',
  },
  {
    rule: 'J10',
    what: 'a function that no agent knows',
    bad: [started(), written(CALL, 'getSecretsByName')],
    good: [started(), agent()],
    message: 'a template in config.yaml calls "getSecretsByName", which no agent knows: write getSecretByName',
  },
  {
    rule: 'J11',
    what: 'an image that does not know a function',
    bad: [started({ image: 'infisical/cli:0.43.55' }), withTemplate(LIST)],
    good: [started(), withTemplate(LIST)],
    message:
      'a template in config.yaml calls listSecrets, which the agent of "infisical/cli:0.43.55" does not know: take infisical/cli:0.43.60 or newer, or write secret',
  },
]);

test.each<[string, object[]]>([
  ['a file that it does not take', [started({ args: ['agent', '--config', '/etc/other.yaml'] }), agent(MISSPELT)]],
  ['a ConfigMap that is mounted elsewhere', [started({ volumeMounts: [] }), agent(MISSPELT)]],
  ['a container that starts another command', [started({ args: ['run'] }), agent(MISSPELT)]],
  ['another program', [started({ image: 'api:1.0' }), agent(MISSPELT)]],
])('%s is no configuration', (_, manifests) => {
  const found = checkManifests(manifests as never).map(({ rule }) => rule);
  expect(found.filter((rule) => rule === 'J22')).toEqual([]);
});
