import { App, Chart } from 'cdk8s';
import { ConfigMap, Env, EnvValue } from 'cdk8s-plus-28';
import {
  ApiGeneration,
  InfisicalAuth,
  InfisicalRules,
  SecretSyncedApp,
  SyncedSecret,
  TemplateValue,
} from '../../../lib';
import { Choices } from './choices';
import { IMAGE } from './docker-daemon';
import { PLACES, type Place } from './places';

const auth = InfisicalAuth.universal({ credentials: { name: 'login' } });
const TEXTS = [
  'plain',
  '',
  'a $HOME ${HOME} $$(V0) $',
  'US$$5',
  'it\'s # "q" \\n',
  'two\nlines\n',
  ' blanks ',
  'Grüße 👋',
  '$(',
];

/**
 * A chart with applications of all kinds, which stay the same from run to run.
 *
 * @param startable whether their containers can be started: init containers end, and all others stay
 */
export function chartOfApps(count: number, startable = false): Chart {
  const app = new App();
  InfisicalRules.suppress(app as never, 'S7', 'no key is in two of the folders');
  InfisicalRules.suppress(app as never, 'C20', 'what stays as it is must stay so on a laptop');
  const chart = new Chart(app, 'shop', { namespace: 'shop' });
  const settings = new ConfigMap(chart, 'settings', {
    metadata: { name: 'settings' },
    data: { level: 'a$$b ${X} #', empty: '', text: 'one\ntwo\n' },
  });
  for (let i = 0; i < count; i++)
    declareApp(chart, settings, `app-${String(i).padStart(3, '0')}`, new Choices(i), startable);
  return chart;
}

function declareApp(chart: Chart, settings: ConfigMap, name: string, choices: Choices, startable: boolean) {
  const places = choices.some(PLACES, 1, choices.oneIn(3) ? 3 : 1);
  const keys = [...new Set(places.flatMap((place) => place.keys))];
  const template = choices.oneIn(4) ? templateOf(keys, choices) : undefined;
  const offered = [...new Set([...keys, ...Object.keys(template ?? {})])];
  const secretKeys = keysOf(offered, choices);
  const variables = Object.keys(variablesOf(secretKeys));
  const env = envOf(variables, choices);
  const app = new SecretSyncedApp(chart, name, {
    image: IMAGE,
    autoReload: true,
    sync: { auth, generation: ApiGeneration.V1BETA1, ...sourcesOf(places), secretTemplate: template },
    secretKeys,
    env,
    envVariables: choices.oneIn(4)
      ? {
          FROM_MAP: EnvValue.fromConfigMap(settings, choices.one(['level', 'empty', 'text'])),
          FROM_VALUE: EnvValue.fromValue(textWith([...variables, 'FROM_MAP'], choices)),
        }
      : undefined,
    envFrom: choices.oneIn(6) ? [Env.fromConfigMap(settings, 'CM_')] : undefined,
    envOrder: choices.oneIn(3) ? choices.some([...variables, ...Object.keys(env)], 1, 3) : undefined,
    secretFiles: choices.oneIn(5) ? [{ path: '/etc/keys', secretKeys: filesOf(offered, choices) }] : undefined,
    ...(choices.oneIn(3) &&
      !startable && {
        command: ['sh', '-c', textWith(variables, choices)],
        args: [textWith(variables, choices), 'end'],
        workingDir: '/srv',
      }),
    initContainers: choices.oneIn(6) ? [{ ...sidecar('init', offered, choices), command: ['true'] }] : undefined,
    containers: choices.oneIn(6) ? [sidecar('side', offered, choices)] : undefined,
    local: {},
  });
  if (choices.oneIn(6)) injectAnother(chart, app, name, choices);
}

function injectAnother(chart: Chart, app: SecretSyncedApp, name: string, choices: Choices) {
  const place = choices.one(PLACES);
  const another = new SyncedSecret(chart, `${name}-another`, { auth, ...sourcesOf([place]) });
  another.injectInto(app.deployment, {
    secretKeys: { INJECTED: choices.one(place.keys) },
    files: choices.oneIn(3) ? { path: '/etc/another', secretKeys: [choices.one(place.keys)] } : undefined,
  });
}

function sidecar(name: string, offered: readonly string[], choices: Choices) {
  const secretKeys = keysOf(offered, choices);
  return { name, image: IMAGE, secretKeys, env: envOf(Object.keys(variablesOf(secretKeys)), choices) };
}

function sourcesOf([first, ...others]: readonly Place[]) {
  const source = ({ projectId, path, recursive }: Place) => ({ projectId, environment: 'dev', path, recursive });
  return { source: source(first), additionalSources: others.length === 0 ? undefined : others.map(source) };
}

/** By their own names, or by others: one key under two, or names of keys for other keys. */
function keysOf(offered: readonly string[], choices: Choices): string[] | { [variable: string]: string } {
  const keys = choices.some(offered, 1, 4);
  if (choices.oneIn(2)) return keys;
  const names = choices.oneIn(3) ? choices.some(offered, keys.length, keys.length) : keys.map((_, i) => `V${i}`);
  const renamed = Object.fromEntries(keys.map((key, i) => [names[i] ?? `V${i}`, key]));
  return choices.oneIn(4) ? { ...renamed, TWICE: keys[0] } : renamed;
}

function filesOf(offered: readonly string[], choices: Choices) {
  const keys = choices.some(offered, 1, 2);
  return choices.oneIn(2) ? keys : Object.fromEntries(keys.map((key, i) => [`file $${i}.pem`, key]));
}

function variablesOf(secretKeys: string[] | { [variable: string]: string }): { [variable: string]: string } {
  return Array.isArray(secretKeys) ? Object.fromEntries(secretKeys.map((key) => [key, key])) : secretKeys;
}

function envOf(variables: readonly string[], choices: Choices): { [variable: string]: string } {
  const names = choices.some(['ENV_0', 'ENV_1', 'ENV_2', 'ENV_3'], 0, 4).sort();
  return Object.fromEntries(names.map((name, i) => [name, textWith([...variables, ...names.slice(0, i)], choices)]));
}

function textWith(variables: readonly string[], choices: Choices): string {
  const parts = Array.from({ length: 1 + choices.number(3) }, () =>
    choices.oneIn(2) ? `pg://u:$(${choices.one(variables)})@db` : choices.one(TEXTS),
  );
  return parts.join('');
}

/** Values of several keys, one of them under the name of a key. */
function templateOf(keys: readonly string[], choices: Choices): { [key: string]: TemplateValue } {
  const part = () => (choices.oneIn(2) ? TemplateValue.key(choices.one(keys)) : TemplateValue.text(choices.one(TEXTS)));
  const composed = () => TemplateValue.concat(TemplateValue.key(choices.one(keys)), part(), part());
  return choices.oneIn(3) ? { COMPOSED: composed(), [choices.one(keys)]: composed() } : { COMPOSED: composed() };
}
