import { Call, type Code, Imported } from '../typescript/code';

/** What a field becomes: props of the library, and what stays in the words of compose. */
export interface SplitField {
  readonly props: { readonly [prop: string]: Code };
  readonly words?: Code;
}

type Converter = (code: Code) => Code;

/** The fields that a prop says as well, by how its value is made of the words; others stay as they are. */
const PROPS: { readonly [field: string]: readonly [prop: string, convert: Converter] } = {
  cap_add: ['capAdd', rawTexts],
  extra_hosts: ['extraHosts', (code) => assignments(code, /^([^=:]+)[=:](.+)$/)],
  healthcheck: ['healthCheck', healthCheck],
  hostname: ['hostname', plainText],
  image: ['image', rawText],
  init: ['init', (code) => (typeof code === 'boolean' ? code : undefined)],
  labels: ['labels', (code) => assignments(code, /^([^=]+)=(.*)$/s)],
  networks: ['networkAliases', networkAliases],
  platform: ['platform', rawText],
  profiles: ['profiles', rawTexts],
  restart: ['restart', rawText],
  stop_grace_period: ['stopGracePeriod', duration],
  tmpfs: ['tmpfs', (code) => plainTexts(typeof code === 'string' ? [code] : code)],
  user: ['user', plainText],
  working_dir: ['workingDir', rawText],
};

/** The props of a field, and what only compose can say of it. */
export function splitField(field: string, code: Code): SplitField {
  if (field === 'ports') return splitList('ports', code, shortPort);
  if (field === 'volumes') return splitList('volumes', code, rawText);
  if (field === 'build') return splitBuild(code);
  if (field === 'depends_on') return dependencies(code);
  const [prop, convert] = Object.hasOwn(PROPS, field) ? PROPS[field] : [field, () => undefined];
  const converted = convert(code);
  return converted === undefined ? { props: {}, words: code } : { props: { [prop]: converted } };
}

function splitList(prop: string, code: Code, convert: Converter): SplitField {
  if (!Array.isArray(code)) return { props: {}, words: code };
  const converted = code.map((item) => [item, convert(item)] as const);
  const [own, others] = [
    converted.flatMap(([, text]) => text ?? []),
    converted.filter(([, text]) => text === undefined),
  ];
  return {
    props: own.length > 0 ? { [prop]: own } : {},
    words: others.length > 0 ? others.map(([item]) => item) : undefined,
  };
}

function splitBuild(code: Code): SplitField {
  if (typeof code === 'string') return { props: { buildContext: code } };
  const { context, dockerfile, target, args, ...others } = mapOf(code) ?? {};
  const buildArgs = args === undefined ? undefined : assignments(args, /^([^=]+)=(.*)$/s);
  const rest = { ...others, args: buildArgs === undefined ? args : undefined };
  const words = Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== undefined));
  const props = {
    buildContext: context ?? '.',
    dockerfile: dockerfile === 'Dockerfile' ? undefined : dockerfile,
    buildTarget: target,
    buildArgs: Object.keys(mapOf(buildArgs) ?? {}).length > 0 ? buildArgs : undefined,
  };
  return {
    props: Object.fromEntries(Object.entries(props).filter(([, value]) => value !== undefined)),
    words: Object.keys(words).length > 0 ? { build: words }.build : undefined,
  };
}

const STATES: { readonly [condition: string]: string } = {
  service_started: 'STARTED',
  service_healthy: 'HEALTHY',
  service_completed_successfully: 'COMPLETED',
};

/** A list waits as long as is known to be of use; conditions are kept as they are. */
function dependencies(code: Code): SplitField {
  if (Array.isArray(code)) return code.length > 0 ? { props: { dependsOn: code } } : { props: {} };
  const waits = Object.entries(mapOf(code) ?? {}).map(([name, one]) => [name, one, mapOf(one) ?? {}] as const);
  const simple = waits.filter(([, , of]) => Object.keys(of).length === 1 && typeof of.condition === 'string');
  const states = simple.map(([name, , { condition }]) => [name, stateOf(String(condition))] as const);
  const others = waits.filter((wait) => !simple.includes(wait));
  return {
    props: states.length > 0 ? { waitsFor: Object.fromEntries(states) } : {},
    words: others.length > 0 ? Object.fromEntries(others.map(([name, one]) => [name, one])) : undefined,
  };
}

function stateOf(condition: string): Code {
  return new Imported('cdk8s-infisical', `LocalServiceState.${STATES[condition]}`);
}

/** Its defaults are others than those of compose: all that has one must be given. */
function healthCheck(code: Code): Code {
  const { test, interval, timeout, retries, start_period, ...others } = mapOf(code) ?? {};
  const texts = plainTexts(typeof test === 'string' ? ['CMD-SHELL', test] : test);
  const times = [interval, timeout, ...(start_period === undefined ? [] : [start_period])].map(duration);
  const isWhole = Object.keys(others).length === 0 && Number.isInteger(retries) && !times.includes(undefined);
  if (texts === undefined || !isWhole) return undefined;
  const [ofInterval, ofTimeout, startPeriod] = times;
  return {
    test: texts,
    interval: ofInterval,
    timeout: ofTimeout,
    retries,
    ...(startPeriod !== undefined && { startPeriod }),
  };
}

const UNITS: { readonly [unit: string]: string } = { ms: 'millis', s: 'seconds', m: 'minutes', h: 'hours' };

function duration(code: Code): Code {
  const [, amount, unit] = (typeof code === 'string' && /^([1-9]\d{0,6})(ms|s|m|h)$/.exec(code)) || [];
  return amount === undefined ? undefined : new Call(new Imported('cdk8s', `Duration.${UNITS[unit]}`), Number(amount));
}

function networkAliases(code: Code): Code {
  const { default: own, ...others } = mapOf(code) ?? {};
  const { aliases, ...options } = mapOf(own) ?? {};
  const isAll = Object.keys(others).length === 0 && Object.keys(options).length === 0;
  return isAll ? plainTexts(aliases) : undefined;
}

function shortPort(code: Code): Code {
  if (typeof code === 'number') return String(code);
  if (typeof code === 'string') return rawText(code);
  const { target, published, host_ip, protocol, ...others } = mapOf(code) ?? {};
  if (target === undefined || Object.keys(others).length > 0) return undefined;
  if (host_ip !== undefined && (published === undefined || String(host_ip).includes(':'))) return undefined;
  const ports = [host_ip, published, target].filter((part) => part !== undefined).join(':');
  const text = `${ports}${protocol === undefined ? '' : `/${String(protocol)}`}`;
  return rawText(text);
}

/** `A=b` in a list, or a map of simple values; undefined where one of them has none. */
function assignments(code: Code, form: RegExp): Code {
  const entries = Array.isArray(code)
    ? code.map((item) => form.exec(String(item))?.slice(1) ?? [])
    : Object.entries(mapOf(code) ?? {}).map(([name, value]) => [
        name,
        value === null || typeof value === 'object' ? undefined : String(value),
      ]);
  const texts = entries.map(([name, value]) => [name, plainText(value)] as const);
  if (texts.some(([name, value]) => name === undefined || value === undefined)) return undefined;
  return Object.fromEntries(texts as [string, Code][]);
}

/** A text for a prop in which a dollar is a dollar; none with a variable in it. */
function plainText(code: Code): Code {
  if (typeof code !== 'string' || /\$/.test(code.replaceAll('$$', ''))) return undefined;
  return code.replaceAll('$$', '$');
}

/** A text for a prop that compose reads as it is. */
function rawText(code: Code): Code {
  return typeof code === 'string' && !code.includes('$') ? code : undefined;
}

function plainTexts(code: Code): Code {
  return textsBy(code, plainText);
}

function rawTexts(code: Code): Code {
  return textsBy(code, rawText);
}

function textsBy(code: Code, convert: Converter): Code {
  if (!Array.isArray(code)) return undefined;
  const texts = code.map(convert);
  return texts.includes(undefined) ? undefined : texts;
}

export function mapOf(code: Code): { [field: string]: Code } | undefined {
  const isMap = typeof code === 'object' && code !== null && Object.getPrototypeOf(code) === Object.prototype;
  return isMap ? (code as { [field: string]: Code }) : undefined;
}
