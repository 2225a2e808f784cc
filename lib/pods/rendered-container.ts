import type { Container, ContainerPort, ContainerProps, ContainerSecurityContextProps, k8s } from 'cdk8s-plus-28';
import { withoutUndefined } from '../model/without-undefined';
import type { AskedContainer } from './asked-pods';

/** What cdk8s-plus fills in by itself, or has no word for. */
interface Asked extends Pick<ContainerProps, 'imagePullPolicy' | 'startup' | 'securityContext'> {
  readonly ports?: readonly ContainerPort[];
  readonly volumeMounts: readonly k8s.VolumeMount[];
  /** Those that the container was made with: `ports` stand for them. */
  readonly made: readonly ContainerPort[];
}

const ASKED = new WeakMap<Container, Asked>();

/** Remembers what a container was made of. */
export function rememberAsked(container: Container, props: ContainerProps | AskedContainer): Container {
  const { imagePullPolicy, startup } = props;
  const rest =
    'variables' in props
      ? { securityContext: props.containerSecurityContext, ports: props.ports, volumeMounts: props.volumeMounts ?? [] }
      : { securityContext: props.securityContext, volumeMounts: [] };
  ASKED.set(container, { imagePullPolicy, startup, made: container.ports, ...rest });
  return container;
}

/** A container as it was asked for, and as it was changed since; one that nobody made here stays as it is. */
export function renderedContainer(container: Container, rendered: k8s.Container): k8s.Container {
  const asked = ASKED.get(container);
  if (asked === undefined) return rendered;
  const volumeMounts = [...asked.volumeMounts, ...(rendered.volumeMounts ?? [])];
  return {
    ...rendered,
    ports: portsOf(container, rendered, asked),
    volumeMounts: volumeMounts.length > 0 ? volumeMounts : undefined,
    imagePullPolicy: asked.imagePullPolicy,
    startupProbe: asked.startup && rendered.startupProbe,
    securityContext: containerSecurityContext(asked.securityContext),
  };
}

function portsOf({ ports }: Container, rendered: k8s.Container, { ports: asked, made }: Asked) {
  if (asked === undefined) return rendered.ports;
  return [...asked, ...ports.filter((port) => !made.includes(port))].map(containerPort);
}

function containerPort({ number, ...rest }: ContainerPort): k8s.ContainerPort {
  return withoutUndefined({ ...rest, containerPort: number });
}

function containerSecurityContext(asked: ContainerSecurityContextProps = {}): k8s.SecurityContext | undefined {
  const { ensureNonRoot, user, group, ...rest } = asked;
  const context = withoutUndefined({ ...rest, runAsNonRoot: ensureNonRoot, runAsUser: user, runAsGroup: group });
  return Object.keys(context).length > 0 ? (context as k8s.SecurityContext) : undefined;
}
