import type { Field } from '../../../lib/model/field';
import { Call, type Code, Element, Member, NewExpression, type Reference } from '../../typescript/code';
import { call, type Props, plus, props } from './expressions';
import { foreignConfigMap, foreignSecret, keysOf, type ManagedSecrets } from './managed-names';

/** The variables of a container as props of a `SecretSyncedApp`. */
export interface Environment {
  /** The managed Secret that `secretKeys` are of. */
  readonly secret: Reference;
  readonly props: Props;
}

/** Undefined where no managed Secret takes part, or where props cannot say it. */
export function readEnvironment(container: Field, secrets: ManagedSecrets): Environment | undefined {
  const variables = container.at('env').items();
  const names = variables.map((variable) => variable.text('name').value);
  if (names.some((name) => name === undefined) || new Set(names).size < names.length) return undefined;
  const secret = mainSecret(container, secrets);
  const all = envFromCode(container.at('envFrom'), secrets);
  const read = variables.map((variable) => readVariable(variable, secret, secrets));
  if (secret === undefined || all === undefined || read.includes(undefined)) return undefined;
  const found = read.filter((variable) => variable !== undefined);
  const of = (prop: Prop) => found.filter((variable) => variable.prop === prop);
  const natural = [...of('secretKeys'), ...of('env'), ...of('envVariables')].map(({ name }) => name);
  return {
    secret,
    props: props({
      secretKeys: secretKeysCode(of('secretKeys'), secret),
      env: byName(of('env')),
      envVariables: byName(of('envVariables')),
      envOrder: envOrderCode(
        found.map(({ name }) => name),
        natural,
      ),
      envFrom: all.length > 0 ? all : undefined,
    }),
  };
}

type Prop = 'secretKeys' | 'env' | 'envVariables';

interface ReadVariable {
  readonly name: string;
  readonly prop: Prop;
  /** For `secretKeys` the key. */
  readonly value: Code;
}

/** The managed Secret that most variables come from. */
function mainSecret(container: Field, secrets: ManagedSecrets): Reference | undefined {
  const names = [
    ...container
      .at('env')
      .items()
      .map((variable) => variable.text('valueFrom', 'secretKeyRef', 'name')),
    ...container
      .at('envFrom')
      .items()
      .map((source) => source.text('secretRef', 'name')),
  ];
  const uses = names.flatMap(({ value }) => (value === undefined ? [] : (secrets.get(value)?.reference ?? [])));
  const counts = new Map<Reference, number>();
  for (const use of uses) counts.set(use, (counts.get(use) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function readVariable(variable: Field, main: Reference | undefined, secrets: ManagedSecrets): ReadVariable | undefined {
  const name = variable.text('name').value ?? '';
  const [value, valueFrom] = [variable.text('value'), variable.at('valueFrom')];
  if (!variable.hasOnly('name', 'value', 'valueFrom')) return undefined;
  if (!valueFrom.isGiven) {
    return value.state === 'wrong type' ? undefined : { name, prop: 'env', value: value.value ?? '' };
  }
  const reference = valueFrom.at('secretKeyRef');
  if (reference.isGiven && valueFrom.hasOnly('secretKeyRef')) return readSecretVariable(name, reference, main, secrets);
  const other = otherValueCode(valueFrom);
  return other === undefined ? undefined : { name, prop: 'envVariables', value: other };
}

function readSecretVariable(
  variable: string,
  reference: Field,
  main: Reference | undefined,
  secrets: ManagedSecrets,
): ReadVariable | undefined {
  const { value: secret } = reference.text('name');
  const { value: key } = reference.text('key');
  if (secret === undefined || key === undefined) return undefined;
  const options = optionsOf(reference);
  const { reference: managed, keys } = secrets.get(secret) ?? {};
  // The construct would add the key to what is written.
  if (keys?.has(key) === false) return undefined;
  if (managed !== undefined && managed === main && options.length === 0)
    return { name: variable, prop: 'secretKeys', value: key };
  const object = managed ?? foreignSecret(secret);
  const name = managed === undefined ? key : new Element(keysOf(managed), key);
  return { name: variable, prop: 'envVariables', value: new Call(new Member(object, 'envValue'), name, ...options) };
}

function optionsOf(reference: Field): Props[] {
  return reference.flag('optional').value === true ? [{ optional: true }] : [];
}

const FIELDS: ReadonlyMap<unknown, string> = new Map([
  ['metadata.name', 'POD_NAME'],
  ['metadata.namespace', 'POD_NAMESPACE'],
  ['metadata.uid', 'POD_UID'],
  ['spec.nodeName', 'NODE_NAME'],
  ['spec.serviceAccountName', 'SERVICE_ACCOUNT_NAME'],
  ['status.hostIP', 'NODE_IP'],
  ['status.podIP', 'POD_IP'],
]);

function otherValueCode(valueFrom: Field): Code {
  if (!valueFrom.hasOnly('fieldRef', 'configMapKeyRef')) return undefined;
  const field = FIELDS.get(valueFrom.text('fieldRef', 'fieldPath').value);
  if (field !== undefined) return call(plus('EnvValue.fromFieldRef'), plus(`EnvFieldPaths.${field}`));
  const reference = valueFrom.at('configMapKeyRef');
  const { value: name } = reference.text('name');
  const { value: key } = reference.text('key');
  if (name === undefined || key === undefined) return undefined;
  return call(plus('EnvValue.fromConfigMap'), foreignConfigMap(name), key, ...optionsOf(reference));
}

function envFromCode(all: Field, secrets: ManagedSecrets): Code[] | undefined {
  const sources = all.items().map((source) => envSourceCode(source, secrets));
  return sources.includes(undefined) ? undefined : sources;
}

function envSourceCode(source: Field, secrets: ManagedSecrets): Code {
  const [secret, configMap] = [source.at('secretRef'), source.at('configMapRef')];
  const reference = secret.isGiven ? secret : configMap;
  const { value: name } = reference.text('name');
  const { value: prefix } = source.text('prefix');
  if (!source.hasOnly('secretRef', 'configMapRef', 'prefix') || !reference.hasOnly('name')) return undefined;
  if (name === undefined) return undefined;
  if (configMap.isGiven) {
    return call(plus('Env.fromConfigMap'), foreignConfigMap(name), ...(prefix === undefined ? [] : [prefix]));
  }
  const object = secrets.get(name)?.reference ?? foreignSecret(name);
  if (prefix !== undefined) return new NewExpression(plus('EnvFrom'), undefined, prefix, object);
  return call(plus('Env.fromSecret'), object);
}

/** A list where each variable has the name of its key, else a map. */
function secretKeysCode(variables: readonly ReadVariable[], secret: Reference): Code {
  if (variables.length === 0) return undefined;
  const constant = (key: Code) => new Element(keysOf(secret), String(key));
  if (variables.every(({ name, value }) => name === value)) return variables.map(({ value }) => constant(value));
  return Object.fromEntries(variables.map(({ name, value }) => [name, constant(value)]));
}

function byName(variables: readonly ReadVariable[]): Code {
  return variables.length > 0 ? Object.fromEntries(variables.map(({ name, value }) => [name, value])) : undefined;
}

/** The shortest beginning of the order after which the rest follows as it does by itself. */
function envOrderCode(actual: readonly string[], natural: readonly string[]): Code {
  for (let length = 0; length <= actual.length; length++) {
    const first = actual.slice(0, length);
    const rest = natural.filter((name) => !first.includes(name));
    if (rest.every((name, index) => name === actual[length + index])) return length === 0 ? undefined : first;
  }
  return [...actual];
}
