import type { Field } from '../../../lib/model/field';
import { Call, type Code, Element, Member, NewExpression, type Reference } from '../../typescript/code';
import { envLayout, type VariableProp } from './env-layout';
import { call, type Props, plus, props } from './expressions';
import { foreignConfigMap, foreignSecret, keysOf, type ManagedSecrets } from './managed-names';

/** What the variables of a container are told by. */
export interface Keys {
  /** The secret that `secretKeys` are of. */
  readonly main: Reference | undefined;
  readonly secrets: ManagedSecrets;
  /** What `secretKeys` write of `optional`. */
  readonly optional: false | undefined;
}

/**
 * The variables of a container as its props, up to the first one that no prop can say: after that one, none could keep
 * its place.
 */
export function environmentProps(container: Field, keys: Keys): Props {
  const said: ReadVariable[] = [];
  for (const variable of container.at('env').items()) {
    const read = readVariable(variable, keys);
    if (read === undefined || said.some(({ name }) => name === read.name)) break;
    said.push(read);
  }
  const layout = envLayout(said.map(({ prop }) => prop));
  const of = (prop: VariableProp) => said.filter((_, at) => layout.props[at] === prop);
  return props({
    secretKeys: secretKeysCode(of('secretKeys'), keys.main),
    env: byName(of('env'), ({ value }) => value),
    envVariables: byName(of('envVariables'), ({ whole }) => whole),
    envOrder: layout.ordered === 0 ? undefined : said.slice(0, layout.ordered).map(({ name }) => name),
    envFrom: envFromCode(container.at('envFrom'), keys.secrets),
  });
}

interface ReadVariable {
  readonly name: string;
  readonly prop: VariableProp;
  /** For `secretKeys` the key, for `env` the text. */
  readonly value: Code;
  /** As one of `envVariables`. */
  readonly whole: Code;
}

function readVariable(variable: Field, keys: Keys): ReadVariable | undefined {
  const { value: name } = variable.text('name');
  const [value, valueFrom] = [variable.text('value'), variable.at('valueFrom')];
  if (name === undefined || !variable.hasOnly('name', 'value', 'valueFrom')) return undefined;
  if (!valueFrom.isGiven) {
    if (value.state === 'wrong type') return undefined;
    const { value: text = '' } = value;
    return { name, prop: 'env', value: text, whole: call(plus('EnvValue.fromValue'), text) };
  }
  if (value.isGiven) return undefined;
  const reference = valueFrom.at('secretKeyRef');
  if (reference.isGiven && valueFrom.hasOnly('secretKeyRef')) return readSecretVariable(name, reference, keys);
  const whole = otherValueCode(valueFrom);
  return whole === undefined ? undefined : { name, prop: 'envVariables', value: whole, whole };
}

function readSecretVariable(
  variable: string,
  reference: Field,
  { main, secrets, optional }: Keys,
): ReadVariable | undefined {
  const { value: secret } = reference.text('name');
  const { value: key } = reference.text('key');
  if (secret === undefined || key === undefined || !reference.hasOnly('name', 'key', 'optional')) return undefined;
  const { reference: managed, keys } = secrets.get(secret) ?? {};
  // The construct would add the key to what is written.
  const object = managed === undefined || keys?.has(key) === false ? foreignSecret(secret) : managed;
  const whole = secretValueCode(object, key, reference.flag('optional').value);
  const isKey = object.text === main?.text && reference.flag('optional').value === optional;
  return { name: variable, prop: isKey ? 'secretKeys' : 'envVariables', value: key, whole };
}

/** A key of a secret; a managed one writes `optional: false` where it is not told otherwise. */
function secretValueCode(secret: Reference, key: string, optional: boolean | undefined): Code {
  const isManaged = secret.kind === 'managed';
  const name = isManaged ? new Element(keysOf(secret), key) : key;
  if (isManaged && optional === undefined) return call(plus('EnvValue.fromSecretValue'), { secret, key: name });
  const options = isManaged && optional === false ? [] : optionsCode(optional);
  return new Call(new Member(secret, 'envValue'), name, ...options);
}

function optionsCode(optional: boolean | undefined): Props[] {
  return optional === undefined ? [] : [{ optional }];
}

const FIELDS: ReadonlyMap<unknown, string> = new Map([
  ['metadata.name', 'POD_NAME'],
  ['metadata.namespace', 'POD_NAMESPACE'],
  ['metadata.uid', 'POD_UID'],
  ['spec.nodeName', 'NODE_NAME'],
  ['spec.serviceAccountName', 'SERVICE_ACCOUNT_NAME'],
  ['status.hostIP', 'NODE_IP'],
  ['status.podIP', 'POD_IP'],
  ['status.podIPs', 'POD_IPS'],
]);

/** Fields of the pod that are maps, of which one entry is named. */
const ENTRIES: ReadonlyMap<unknown, string> = new Map([
  ['labels', 'POD_LABEL'],
  ['annotations', 'POD_ANNOTATION'],
]);

const RESOURCES: ReadonlyMap<unknown, string> = new Map([
  ['limits.cpu', 'CPU_LIMIT'],
  ['limits.memory', 'MEMORY_LIMIT'],
  ['limits.ephemeral-storage', 'STORAGE_LIMIT'],
  ['requests.cpu', 'CPU_REQUEST'],
  ['requests.memory', 'MEMORY_REQUEST'],
  ['requests.ephemeral-storage', 'STORAGE_REQUEST'],
]);

function otherValueCode(valueFrom: Field): Code {
  if (valueFrom.hasOnly('fieldRef')) return fieldCode(valueFrom.at('fieldRef'));
  if (valueFrom.hasOnly('resourceFieldRef')) return resourceCode(valueFrom.at('resourceFieldRef'));
  const reference = valueFrom.at('configMapKeyRef');
  const { value: name } = reference.text('name');
  const { value: key } = reference.text('key');
  if (!valueFrom.hasOnly('configMapKeyRef') || !reference.hasOnly('name', 'key', 'optional')) return undefined;
  if (name === undefined || key === undefined) return undefined;
  const options = optionsCode(reference.flag('optional').value);
  return call(plus('EnvValue.fromConfigMap'), foreignConfigMap(name), key, ...options);
}

function fieldCode(reference: Field): Code {
  if (!reference.hasOnly('fieldPath', 'apiVersion')) return undefined;
  const { value: path = '' } = reference.text('fieldPath');
  const { value: apiVersion } = reference.text('apiVersion');
  const [, map, key] = /^metadata\.(labels|annotations)\['([^']+)'\]$/.exec(path) ?? [];
  const field = FIELDS.get(path) ?? ENTRIES.get(map);
  if (field === undefined) return undefined;
  const options = props({ key, apiVersion });
  return call(
    plus('EnvValue.fromFieldRef'),
    plus(`EnvFieldPaths.${field}`),
    ...(Object.keys(options).length > 0 ? [options] : []),
  );
}

/** That of another container cannot be named before there are containers. */
function resourceCode(reference: Field): Code {
  const resource = RESOURCES.get(reference.at('resource').raw);
  const { value: divisor } = reference.text('divisor');
  if (resource === undefined || !reference.hasOnly('resource', 'divisor')) return undefined;
  return call(
    plus('EnvValue.fromResource'),
    plus(`ResourceFieldPaths.${resource}`),
    ...(divisor === undefined ? [] : [{ divisor }]),
  );
}

/** Whole objects as variables; undefined if there are none, or one of them cannot be said. */
function envFromCode(all: Field, secrets: ManagedSecrets): Code {
  const sources = all.items().map((source) => envSourceCode(source, secrets));
  return sources.length === 0 || sources.includes(undefined) ? undefined : sources;
}

function envSourceCode(source: Field, secrets: ManagedSecrets): Code {
  const [secret, configMap] = [source.at('secretRef'), source.at('configMapRef')];
  const reference = secret.isGiven ? secret : configMap;
  const { value: name } = reference.text('name');
  const { value: prefix } = source.text('prefix');
  if (!source.hasOnly('secretRef', 'configMapRef', 'prefix') || !reference.hasOnly('name')) return undefined;
  if (name === undefined || (secret.isGiven && configMap.isGiven)) return undefined;
  if (configMap.isGiven) {
    return call(plus('Env.fromConfigMap'), foreignConfigMap(name), ...(prefix === undefined ? [] : [prefix]));
  }
  const object = secrets.get(name)?.reference ?? foreignSecret(name);
  if (prefix !== undefined) return new NewExpression(plus('EnvFrom'), undefined, prefix, object);
  return call(plus('Env.fromSecret'), object);
}

/** A list where each variable has the name of its key, else a map. */
function secretKeysCode(variables: readonly ReadVariable[], secret: Reference | undefined): Code {
  if (variables.length === 0 || secret === undefined) return undefined;
  const constant = (key: Code) => (secret.kind === 'managed' ? new Element(keysOf(secret), String(key)) : key);
  if (variables.every(({ name, value }) => name === value)) return variables.map(({ value }) => constant(value));
  return Object.fromEntries(variables.map(({ name, value }) => [name, constant(value)]));
}

function byName(variables: readonly ReadVariable[], code: (variable: ReadVariable) => Code): Code {
  return variables.length > 0 ? Object.fromEntries(variables.map((one) => [one.name, code(one)])) : undefined;
}
