import { type Fields, fields, text } from '../../../lib/json/json';
import { Call, type Code, Element, Member, NewExpression, type Reference } from '../../typescript/code';
import { foreignConfigMap, foreignSecret, keysOf, type ManagedSecrets } from './managed-names';
import { items } from './target';
import { call, plus, props } from './words';

/** The variables of a container as props of a `SecretSyncedApp`. */
export interface Environment {
  /** The managed Secret that `secretKeys` are of. */
  readonly secret: Reference;
  readonly props: { [prop: string]: Code };
}

/** Undefined where no managed Secret takes part, or where props cannot say it. */
export function environment(container: Fields, secrets: ManagedSecrets): Environment | undefined {
  const variables = items(container.env);
  const names = variables.map(({ name }) => text(name));
  if (names.some((name) => name === undefined) || new Set(names).size < names.length) return undefined;
  const secret = mainSecret(container, secrets);
  const all = envFrom(container.envFrom, secrets);
  const read = variables.map((variable) => readVariable(variable, secret, secrets));
  if (secret === undefined || all === undefined || read.includes(undefined)) return undefined;
  const found = read.filter((variable) => variable !== undefined);
  const of = (prop: Prop) => found.filter((variable) => variable.prop === prop);
  const natural = [...of('secretKeys'), ...of('env'), ...of('envVariables')].map(({ name }) => name);
  return {
    secret,
    props: props({
      secretKeys: secretKeys(of('secretKeys'), secret),
      env: byName(of('env')),
      envVariables: byName(of('envVariables')),
      envOrder: order(
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
function mainSecret(container: Fields, secrets: ManagedSecrets): Reference | undefined {
  const uses = [
    ...items(container.env).map(({ valueFrom }) => text(fields(fields(valueFrom).secretKeyRef).name)),
    ...items(container.envFrom).map(({ secretRef }) => text(fields(secretRef).name)),
  ].flatMap((name) => (name === undefined ? [] : (secrets.get(name)?.reference ?? [])));
  const counts = new Map<Reference, number>();
  for (const use of uses) counts.set(use, (counts.get(use) ?? 0) + 1);
  return [...counts].sort(([, a], [, b]) => b - a)[0]?.[0];
}

function readVariable(
  variable: Fields,
  main: Reference | undefined,
  secrets: ManagedSecrets,
): ReadVariable | undefined {
  const name = text(variable.name) ?? '';
  const { value, valueFrom, ...rest } = variable;
  if (Object.keys(rest).some((field) => field !== 'name')) return undefined;
  if (valueFrom === undefined || valueFrom === null) {
    const isText = value === undefined || value === null || typeof value === 'string';
    return isText ? { name, prop: 'env', value: text(value) ?? '' } : undefined;
  }
  const { secretKeyRef } = fields(valueFrom);
  if (secretKeyRef !== undefined && Object.keys(fields(valueFrom)).length === 1) {
    return fromSecret(name, fields(secretKeyRef), main, secrets);
  }
  const other = otherValue(fields(valueFrom));
  return other === undefined ? undefined : { name, prop: 'envVariables', value: other };
}

function fromSecret(
  variable: string,
  reference: Fields,
  main: Reference | undefined,
  secrets: ManagedSecrets,
): ReadVariable | undefined {
  const [secret, key] = [text(reference.name), text(reference.key)];
  if (secret === undefined || key === undefined) return undefined;
  const isOptional = reference.optional === true;
  const { reference: managed, keys } = secrets.get(secret) ?? {};
  // The construct would add the key to what is written.
  if (keys?.has(key) === false) return undefined;
  if (managed !== undefined && managed === main && !isOptional)
    return { name: variable, prop: 'secretKeys', value: key };
  const object = managed ?? foreignSecret(secret);
  const name = managed === undefined ? key : new Element(keysOf(managed), key);
  const options = isOptional ? [{ optional: true }] : [];
  return { name: variable, prop: 'envVariables', value: new Call(new Member(object, 'envValue'), name, ...options) };
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

function otherValue({ fieldRef, configMapKeyRef, ...rest }: Fields): Code {
  if (Object.keys(rest).length > 0) return undefined;
  const field = FIELDS.get(fields(fieldRef).fieldPath);
  if (field !== undefined) return call(plus('EnvValue.fromFieldRef'), plus(`EnvFieldPaths.${field}`));
  const { name, key, optional } = fields(configMapKeyRef);
  if (typeof name !== 'string' || typeof key !== 'string') return undefined;
  const options = optional === true ? [{ optional: true }] : [];
  return call(plus('EnvValue.fromConfigMap'), foreignConfigMap(name), key, ...options);
}

function envFrom(given: unknown, secrets: ManagedSecrets): Code[] | undefined {
  const list = items(given).map(({ secretRef, configMapRef, prefix, ...rest }): Code => {
    const { name, ...options } = fields(secretRef ?? configMapRef);
    if (typeof name !== 'string' || Object.keys({ ...rest, ...options }).length > 0) return undefined;
    const start = text(prefix);
    if (configMapRef !== undefined) {
      return call(plus('Env.fromConfigMap'), foreignConfigMap(name), ...(start === undefined ? [] : [start]));
    }
    const object = secrets.get(name)?.reference ?? foreignSecret(name);
    if (start !== undefined) return new NewExpression(plus('EnvFrom'), undefined, start, object);
    return call(plus('Env.fromSecret'), object);
  });
  return list.includes(undefined) ? undefined : list;
}

/** A list where each variable has the name of its key, else a map. */
function secretKeys(variables: readonly ReadVariable[], secret: Reference): Code {
  if (variables.length === 0) return undefined;
  const constant = (key: Code) => new Element(keysOf(secret), String(key));
  if (variables.every(({ name, value }) => name === value)) return variables.map(({ value }) => constant(value));
  return Object.fromEntries(variables.map(({ name, value }) => [name, constant(value)]));
}

function byName(variables: readonly ReadVariable[]): Code {
  return variables.length > 0 ? Object.fromEntries(variables.map(({ name, value }) => [name, value])) : undefined;
}

/** The shortest beginning of the order after which the rest follows as it does by itself. */
function order(actual: readonly string[], natural: readonly string[]): Code {
  for (let length = 0; length <= actual.length; length++) {
    const first = actual.slice(0, length);
    const rest = natural.filter((name) => !first.includes(name));
    if (rest.every((name, index) => name === actual[length + index])) return length === 0 ? undefined : first;
  }
  return [...actual];
}
