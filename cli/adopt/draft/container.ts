import { scalarText } from '../../../lib/json/scalar';
import type { Field } from '../../../lib/model/field';
import type { Code } from '../../typescript/code';
import { isExported } from '../../typescript/vocabulary';
import { call, cdk8s, durationOf, ifNotEmpty, literal, type Props, plus, props } from './expressions';

/** The props of the main container that are not about its variables; what they cannot say is left to patches. */
export function containerProps(
  container: Field,
  { amounts, takeOver }: { readonly amounts: Field; readonly takeOver: boolean },
): Props {
  return props({
    command: listCode(container.at('command')),
    args: listCode(container.at('args')),
    workingDir: literal(container.at('workingDir').raw),
    imagePullPolicy: PULL_POLICIES.get(container.at('imagePullPolicy').raw),
    resources: resourcesCode(amounts),
    readiness: probeCode(container.at('readinessProbe')),
    liveness: probeCode(container.at('livenessProbe')),
    startup: probeCode(container.at('startupProbe')),
    // Without taking over it is that of the level, or it does not fit.
    containerSecurityContext: takeOver ? securityContextCode(container.at('securityContext')) : undefined,
  });
}

function listCode(words: Field): Code {
  return words.items().length > 0 ? literal(words.raw) : undefined;
}

const PULL_POLICIES: ReadonlyMap<unknown, Code> = new Map([
  ['Always', plus('ImagePullPolicy.ALWAYS')],
  ['IfNotPresent', plus('ImagePullPolicy.IF_NOT_PRESENT')],
  ['Never', plus('ImagePullPolicy.NEVER')],
]);

const PROTOCOLS: ReadonlyMap<unknown, Code> = new Map([
  ['TCP', plus('Protocol.TCP')],
  ['UDP', plus('Protocol.UDP')],
  ['SCTP', plus('Protocol.SCTP')],
]);

/** The ports as a prop; undefined where there are none. */
export function portsCode(container: Field): Code[] | undefined {
  const list = container
    .at('ports')
    .items()
    .map((port) =>
      props({
        number: literal(port.at('containerPort').raw),
        name: literal(port.at('name').raw),
        protocol: PROTOCOLS.get(port.at('protocol').raw),
        hostPort: literal(port.at('hostPort').raw),
        hostIp: literal(port.at('hostIP').raw),
      }),
    );
  return list.length > 0 ? list : undefined;
}

/** Amounts as cdk8s-plus has them; undefined where it has no words for one of them. */
function resourcesCode(block: Field): Code {
  if (!block.hasOnly('requests', 'limits')) return undefined;
  const [requests, limits] = [block.at('requests'), block.at('limits')];
  const names = new Set([...requests.entries(), ...limits.entries()].map(([name]) => name));
  const all = [...names].map((name) => {
    const [prop, amount] = AMOUNTS.get(name) ?? [name, () => undefined];
    const [request, limit] = [requests.at(name), limits.at(name)].map((given) => ({
      isGiven: given.isGiven,
      code: given.isGiven ? amount(scalarText(given.raw)) : undefined,
    }));
    const isLost = [request, limit].some(({ isGiven, code }) => isGiven && code === undefined);
    return { prop, isLost, value: props({ request: request.code, limit: limit.code }) };
  });
  if (all.some(({ isLost }) => isLost)) return undefined;
  return ifNotEmpty(Object.fromEntries(all.map(({ prop, value }) => [prop, value])));
}

function cpuCode(amount: string): Code {
  const [, digits, unit] = /^(\d+)(m?)$/.exec(amount) ?? [];
  if (digits === undefined) {
    const millis = Number(amount) * 1_000;
    return Number.isInteger(millis) ? call(plus('Cpu.millis'), millis) : undefined;
  }
  return call(plus(unit === 'm' ? 'Cpu.millis' : 'Cpu.units'), Number(digits));
}

function sizeCode(amount: string): Code {
  const [, digits, unit] = /^(\d+)(Mi|Gi)$/.exec(amount) ?? [];
  return digits === undefined
    ? undefined
    : call(cdk8s(unit === 'Mi' ? 'Size.mebibytes' : 'Size.gibibytes'), Number(digits));
}

const AMOUNTS: ReadonlyMap<string, readonly [prop: string, amount: (text: string) => Code]> = new Map([
  ['cpu', ['cpu', cpuCode]],
  ['memory', ['memory', sizeCode]],
  ['ephemeral-storage', ['ephemeralStorage', sizeCode]],
]);

const PROBE_TIMES = ['initialDelaySeconds', 'periodSeconds', 'timeoutSeconds'];
const PROBE_COUNTS = ['failureThreshold', 'successThreshold'];

/** A probe; undefined where there is none or cdk8s-plus has no words for it, such as the name of a port. */
function probeCode(block: Field): Code {
  const number = (field: string, code: (value: number) => Code) => {
    const { value } = block.number(field);
    return [field, value === undefined ? undefined : code(value)];
  };
  const timing = props(
    Object.fromEntries([
      ...PROBE_TIMES.map((field) => number(field, durationOf)),
      ...PROBE_COUNTS.map((field) => number(field, literal)),
    ]),
  );
  const [httpGet, tcpSocket] = [block.at('httpGet'), block.at('tcpSocket')];
  if (httpGet.isGiven) {
    const { value: port } = httpGet.number('port');
    if (port === undefined || !httpGet.hasOnly('path', 'port', 'scheme')) return undefined;
    const https = httpGet.at('scheme').raw === 'HTTPS' ? { scheme: plus('ConnectionScheme.HTTPS') } : {};
    return call(plus('Probe.fromHttpGet'), httpGet.text('path').value ?? '/', { port, ...https, ...timing });
  }
  if (tcpSocket.isGiven) {
    const { value: port } = tcpSocket.number('port');
    if (port === undefined || !tcpSocket.hasOnly('port')) return undefined;
    return call(plus('Probe.fromTcpSocket'), { port, ...timing });
  }
  const command = listCode(block.at('exec', 'command'));
  if (command === undefined) return undefined;
  return call(plus('Probe.fromCommand'), command, ...(Object.keys(timing).length > 0 ? [timing] : []));
}

const SWITCHES = ['privileged', 'readOnlyRootFilesystem', 'allowPrivilegeEscalation'];

/** The security context of a container, without what cdk8s-plus has no words for. */
function securityContextCode(block: Field): Code {
  const profile = PROFILES.get(block.at('seccompProfile', 'type').raw);
  return ifNotEmpty(
    props({
      ensureNonRoot: literal(block.at('runAsNonRoot').raw),
      user: literal(block.at('runAsUser').raw),
      group: literal(block.at('runAsGroup').raw),
      ...Object.fromEntries(SWITCHES.map((field) => [field, literal(block.at(field).raw)])),
      capabilities: ifNotEmpty(
        props({
          add: capabilitiesCode(block.at('capabilities', 'add')),
          drop: capabilitiesCode(block.at('capabilities', 'drop')),
        }),
      ),
      seccompProfile: profile === undefined ? undefined : { type: profile },
    }),
  );
}

const PROFILES: ReadonlyMap<unknown, Code> = new Map([
  ['RuntimeDefault', plus('SeccompProfileType.RUNTIME_DEFAULT')],
  ['Unconfined', plus('SeccompProfileType.UNCONFINED')],
]);

/** Capabilities by their names; undefined if there are none, or cdk8s-plus has no word for one of them. */
function capabilitiesCode(capabilities: Field): Code {
  if (!Array.isArray(capabilities.raw)) return undefined;
  const words = capabilities.items().map(({ raw }) => plus(`Capability.${scalarText(raw)}`));
  return words.every(isExported) ? words : undefined;
}
