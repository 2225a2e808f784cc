import type { Field } from '../../../lib/model/field';
import type { Code } from '../../typescript/code';
import { call, durationOf, library, type Props, plus, props } from './expressions';

/** A probe; undefined where there is none, or `ContainerProbe` has no words for it. */
export function probeCode(block: Field): Code {
  const timings = timingProps(block);
  if (!block.isObject || timings === undefined) return undefined;
  const [httpGet, tcpSocket, grpc] = [block.at('httpGet'), block.at('tcpSocket'), block.at('grpc')];
  if (httpGet.isGiven) return httpCode(httpGet, timings);
  if (tcpSocket.isGiven) {
    if (!tcpSocket.hasOnly('port', 'host')) return undefined;
    const port = portProps(tcpSocket);
    return port && call(library('ContainerProbe.fromTcpSocket'), { ...port, ...timings });
  }
  if (grpc.isGiven) {
    const { value: port } = grpc.number('port');
    if (port === undefined || !grpc.hasOnly('port', 'service')) return undefined;
    const service = grpc.text('service').value;
    return call(library('ContainerProbe.fromGrpc'), port, ...optional(props({ service, ...timings })));
  }
  const command = block.at('exec', 'command');
  if (command.items().length === 0 || command.texts().length < command.items().length) return undefined;
  return call(library('ContainerProbe.fromCommand'), command.texts(), ...optional(timings));
}

function httpCode(block: Field, timings: Props): Code {
  const port = portProps(block);
  const headers = headersCode(block.at('httpHeaders'));
  const scheme = SCHEMES.get(block.at('scheme').raw);
  if (port === undefined || headers === 'unsaid') return undefined;
  if (!block.hasOnly('path', 'port', 'host', 'scheme', 'httpHeaders')) return undefined;
  return call(
    library('ContainerProbe.fromHttpGet'),
    block.text('path').value ?? '/',
    props({ ...port, scheme, headers, ...timings }),
  );
}

const SCHEMES: ReadonlyMap<unknown, Code> = new Map([['HTTPS', plus('ConnectionScheme.HTTPS')]]);

function portProps(block: Field): Props | undefined {
  const [{ value: port }, { value: portName }] = [block.number('port'), block.text('port')];
  if (port === undefined && portName === undefined) return undefined;
  return props({ port, portName, host: block.text('host').value });
}

/** A map keeps the order of its names, but not a name that stands there twice. */
function headersCode(headers: Field): Props | undefined | 'unsaid' {
  const all = headers.items().map((header) => [header.text('name').value, header.text('value').value] as const);
  if (all.length === 0) return undefined;
  const names = new Set(all.map(([name]) => name));
  if (names.size < all.length) return 'unsaid';
  const said = all.flatMap(([name, value]) => (name === undefined || value === undefined ? [] : [[name, value]]));
  return said.length < all.length ? 'unsaid' : Object.fromEntries(said);
}

const TIMINGS = [
  ['initialDelaySeconds', 'initialDelay'],
  ['periodSeconds', 'period'],
  ['timeoutSeconds', 'timeout'],
  ['terminationGracePeriodSeconds', 'terminationGracePeriod'],
] as const;
const COUNTS = ['successThreshold', 'failureThreshold'] as const;

/** When it runs; undefined where that is no number of seconds. */
function timingProps(block: Field): Props | undefined {
  const given = [...TIMINGS.map(([field]) => field), ...COUNTS].map((field) => block.at(field));
  const isSaid = given.every(({ isGiven, raw }) => !isGiven || (Number.isSafeInteger(raw) && Number(raw) >= 0));
  if (!isSaid) return undefined;
  const times = TIMINGS.map(([field, prop]) => [prop, block.number(field).value] as const);
  const counts = COUNTS.map((field) => [field, block.number(field).value] as const);
  return props({
    ...Object.fromEntries(times.map(([prop, value]) => [prop, value === undefined ? undefined : durationOf(value)])),
    ...Object.fromEntries(counts),
  });
}

function optional(options: Props): Props[] {
  return Object.keys(options).length > 0 ? [options] : [];
}
