import type { IConstruct } from 'constructs';
import type { PropsProblem } from '../../props/props-problem';
import { didYouMean } from '../../text/did-you-mean';
import { quotedName, quotedObjectName, quotedText } from '../../text/key-name';
import type { AppService, StackService } from '../stack/stack-service';
import type { PodGap } from './pod-gap';
import { refusedProps } from './pod-network';

type PodProblem = PropsProblem & { readonly construct?: IConstruct };

/** What a template of the cluster makes, and no laptop can, and names of containers that there are not. */
export function podErrors(services: readonly StackService[]): PodProblem[] {
  const apps = services.filter((service): service is AppService => service.app !== undefined);
  return [
    ...apps.filter(({ part }) => part === undefined).flatMap(containerProblems),
    ...apps.flatMap(networkProblems),
    ...gapProblems(services, true),
  ];
}

/** What a laptop has no value for. */
export function podWarnings(services: readonly StackService[]): PodProblem[] {
  return gapProblems(services, false);
}

function gapProblems(services: readonly StackService[], areErrors: boolean): PodProblem[] {
  return services.flatMap((service) =>
    (service.gaps ?? [])
      .filter((gap) => isTold(gap, service) && isWrong(gap, service) === areErrors)
      .map((gap) => ({ rule: gap.rule, construct: service.app?.construct, message: messageOf(gap, service) })),
  );
}

/** Where nobody speaks of laptops, what only a cluster knows is no news: the record has it. */
function isTold({ rule }: PodGap, { app }: StackService): boolean {
  return rule === 'L10' || app?.isLocal !== false;
}

/** Where nobody speaks of laptops, there is no place for a value either. */
function isWrong({ rule, subject }: PodGap, { app }: StackService): boolean {
  return rule === 'L10' && (subject === 'workload' || app?.isLocal !== false);
}

function messageOf({ subject, name, origin }: PodGap, service: StackService): string {
  const { app } = service;
  const own = ownProps(service);
  const of = `of the service ${quotedName(service.name)}`;
  const at = `the service ${quotedName(service.name)}`;
  switch (subject) {
    case 'variable':
      return `the variable ${quotedName(name)} ${of} is ${origin}, and has no value on a laptop: give it one in ${own}env${app?.isLocal === false ? ', or in the shell that starts it' : ''}`;
    case 'variables':
      return `${at} has variables ${origin}: give it those that it needs on a laptop in ${own}env`;
    case 'file':
      return `the file ${quotedText(name)} ${of} is ${origin}, and is not there on a laptop: mount a harmless one with ${own}volumes`;
    case 'files':
      return `${at} has files in ${quotedText(name)} ${origin}: mount a harmless folder there with ${own}volumes`;
    case 'reference':
      return `${name} ${of} takes ${origin} from the Services of the cluster: give it a value in ${own}env`;
    case 'workload':
      return `the workload ${of} cannot be read, so that nobody knows its variables: ${origin}`;
  }
}

/** Where a program writes what is of a service alone: `local.`. */
export function ownProps({ app, part }: StackService): string {
  if (app === undefined) return '';
  return part === undefined ? 'local.' : `local.containers[${quotedText(part.container)}].`;
}

/** What is written for a container, and is the network of its pod. */
function networkProblems({ name, app, part, network }: AppService): PodProblem[] {
  const own = part === undefined ? undefined : app.local.containers?.[part.container];
  if (own === undefined || part === undefined || network === undefined) return [];
  return refusedProps(own).map((prop) => {
    const message = `the service ${quotedName(name)} has the network of its pod, in which local.containers[${quotedText(part.container)}].${prop} is nothing of its own: write it in local.${prop}, for the whole pod`;
    return { rule: 'L9', construct: app.construct, message };
  });
}

/** Containers that `local` names, and the pod does not have. */
function containerProblems({ name, app, siblings = [] }: AppService): PodProblem[] {
  const others = siblings.map((one) => one.name);
  const { containers = {}, withoutContainers = [] } = app.local;
  return [...new Set([...Object.keys(containers), ...withoutContainers])].flatMap((container) => {
    if (others.includes(container)) return [];
    const remedy =
      container === app.container
        ? 'that is the application itself, whose own props stand in local'
        : didYouMean(container, others, others.length === 0 ? 'leave it out' : `write one of ${others.join(', ')}`);
    const message = `the pod of the service ${quotedName(name)} has no other container ${quotedObjectName(container)}: ${remedy}`;
    return [{ rule: 'L6', construct: app.construct, message }];
  });
}
