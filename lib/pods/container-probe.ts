import type { Duration } from 'cdk8s';
import { type ConnectionScheme, type Container, k8s, Probe } from 'cdk8s-plus-28';
import { withoutUndefined } from '../model/without-undefined';
import { inStableOrder } from '../props/map-order';
import { checkedProps, mapOf, type PropTypes, TEXT, UNSHOWN_TEXT, WHOLE_NUMBER } from '../props/prop-types';
import { WHOLE_SECONDS } from './cdk8s-plus-words';

/**
 * When a probe runs, and what its results mean. Nothing is written that is not given.
 */
export interface ProbeTimings {
  /**
   * How long after the start of the container the first probe runs, in whole seconds.
   *
   * @default - not written: at once
   */
  readonly initialDelay?: Duration;

  /**
   * Time between two probes, in whole seconds, at least one.
   *
   * @default - not written: 10 seconds
   */
  readonly period?: Duration;

  /**
   * How long a probe may take, in whole seconds, at least one.
   *
   * @default - not written: 1 second
   */
  readonly timeout?: Duration;

  /**
   * How many probes in a row must succeed after one has failed. Must be 1 for liveness and startup.
   *
   * @default - not written: 1
   */
  readonly successThreshold?: number;

  /**
   * How many probes in a row must fail.
   *
   * @default - not written: 3
   */
  readonly failureThreshold?: number;

  /**
   * How long a container that failed may take to stop before it is killed, in whole seconds, at least one. Not for
   * readiness.
   *
   * @default - not written: that of the pod
   */
  readonly terminationGracePeriod?: Duration;
}

/**
 * Where a probe connects to, and when.
 */
export interface ConnectingProbeOptions extends ProbeTimings {
  /**
   * Number of the port. Give it or `portName`: both, or neither for a container without ports, stops the synthesis.
   *
   * @default - `portName`; or else that of the container's first port
   */
  readonly port?: number;

  /**
   * Name of one of the container's ports.
   *
   * @default - `port`
   */
  readonly portName?: string;

  /**
   * Host to connect to.
   *
   * @default - not written: the pod
   */
  readonly host?: string;
}

/**
 * What a probe by HTTP asks, and when.
 */
export interface HttpProbeOptions extends ConnectingProbeOptions {
  /**
   * HTTP or HTTPS. Certificates are not verified.
   *
   * @default - not written: HTTP
   */
  readonly scheme?: ConnectionScheme;

  /**
   * Headers of the request. Never write a secret value here.
   *
   * @default - none
   */
  readonly headers?: { [name: string]: string };
}

/**
 * What a probe by gRPC asks, and when.
 */
export interface GrpcProbeOptions extends ProbeTimings {
  /**
   * Name of the service to ask for.
   *
   * @default - not written: the server as a whole
   */
  readonly service?: string;
}

/**
 * Probes that say everything that Kubernetes knows, for any container of cdk8s-plus, and write nothing else.
 *
 * @see https://kubernetes.io/docs/concepts/configuration/liveness-readiness-startup-probes/
 */
export class ContainerProbe {
  /**
   * Succeeds where the answer to a GET request has a status from 200 to 399.
   *
   * @param path path of the request, for example `/healthz`
   * @param options port, scheme, headers and timings
   */
  public static fromHttpGet(path: string, options: HttpProbeOptions = {}): Probe {
    const { host, scheme, headers } = inStableOrder(options);
    const httpHeaders = headers && Object.entries(headers).map(([name, value]) => ({ name, value }));
    return probeOf(options, (container) => ({
      httpGet: { path, port: portOf(container, options), host, scheme, httpHeaders },
    }));
  }

  /**
   * Succeeds where the port accepts a connection.
   *
   * @param options port, host and timings
   */
  public static fromTcpSocket(options: ConnectingProbeOptions = {}): Probe {
    return probeOf(options, (container) => ({ tcpSocket: { port: portOf(container, options), host: options.host } }));
  }

  /**
   * Succeeds where the command ends with 0.
   *
   * @param command program and arguments, without a shell
   * @param options timings
   */
  public static fromCommand(command: string[], options: ProbeTimings = {}): Probe {
    return probeOf(options, () => ({ exec: { command } }));
  }

  /**
   * Succeeds where the server says `SERVING` by the gRPC health checking protocol.
   *
   * @param port number of the port
   * @param options name of the service, and timings
   */
  public static fromGrpc(port: number, options: GrpcProbeOptions = {}): Probe {
    return probeOf(options, () => ({ grpc: { port, service: options.service } }));
  }

  private constructor() {}
}

type Options = HttpProbeOptions & GrpcProbeOptions;

const OPTIONS: PropTypes<Options> = {
  initialDelay: WHOLE_SECONDS,
  period: WHOLE_SECONDS,
  timeout: WHOLE_SECONDS,
  successThreshold: WHOLE_NUMBER,
  failureThreshold: WHOLE_NUMBER,
  terminationGracePeriod: WHOLE_SECONDS,
  port: WHOLE_NUMBER,
  portName: TEXT,
  host: TEXT,
  scheme: TEXT,
  headers: mapOf(UNSHOWN_TEXT),
  service: TEXT,
};

type Check = Pick<k8s.Probe, 'httpGet' | 'tcpSocket' | 'exec' | 'grpc'>;

/** A probe of cdk8s-plus, whose constructor is its own, that renders what it was given. */
function probeOf(timings: ProbeTimings, checkOf: (container: Container) => Check): Probe {
  const { successThreshold, failureThreshold } = timings;
  const rendered = (container: Container): k8s.Probe => {
    refuseWrong(timings, container);
    return withoutUndefined({
      ...checkOf(container),
      initialDelaySeconds: timings.initialDelay?.toSeconds(),
      periodSeconds: timings.period?.toSeconds(),
      timeoutSeconds: timings.timeout?.toSeconds(),
      successThreshold,
      failureThreshold,
      terminationGracePeriodSeconds: timings.terminationGracePeriod?.toSeconds(),
    });
  };
  return Object.assign(Object.create(Probe.prototype), { _toKube: rendered });
}

/** @throws where an option is of another type, or of another name */
function refuseWrong(options: Options, { name }: Container): void {
  const { problems } = checkedProps<Options, PropTypes<Options>>(options, OPTIONS);
  if (problems.length === 0) return;
  throw new Error(`a probe of the container "${name}": ${problems.map(({ message }) => message).join('; ')}`);
}

/** @throws where the container has no port and the probe names none */
function portOf(container: Container, { port, portName }: ConnectingProbeOptions): k8s.IntOrString {
  if (port !== undefined && portName !== undefined) {
    throw new Error(`a probe of the container "${container.name}" has port and portName: give one of both`);
  }
  if (portName !== undefined) return k8s.IntOrString.fromString(portName);
  const number = port ?? container.portNumber ?? container.ports[0]?.number;
  if (number === undefined) {
    throw new Error(
      `a probe of the container "${container.name}" connects to no port, as the container has none: give port`,
    );
  }
  return k8s.IntOrString.fromNumber(number);
}
