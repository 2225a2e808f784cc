import { variableNameProblem } from '../../model/kubernetes-names';
import { looksLikeCredential } from '../../text/credential-text';
import { didYouMean } from '../../text/did-you-mean';
import { quotedName, quotedText } from '../../text/key-name';
import { bracedReferenceProblems } from '../compose/own-words/braced-references';
import { wordProblems } from '../compose/own-words/words-of-service';
import { portProblems } from '../compose/port-problems';
import { publishedTwice } from '../compose/published-ports';
import { ownProps, podErrors, podWarnings } from '../pod/pod-problems';
import { buildSecretProblems } from './build-secrets';
import { dependenciesOf, dependencyProblems } from './dependencies';
import { literalOf, variablesOf } from './local-value';
import type { ParityProblem } from './parity-problem';
import type { StackService } from './stack-service';

export function parityErrors(services: readonly StackService[]): ParityProblem[] {
  return [
    ...serviceNameProblems(services),
    ...variableNameProblems(services),
    ...replacedKeys(services),
    ...dependencyProblems(services),
    ...wordProblems(services),
    ...bracedReferenceProblems(services),
    ...buildSecretProblems(services),
    ...portProblems(services),
    ...publishedTwice(services),
    ...runProblems(services),
    ...podErrors(services),
  ];
}

export function parityWarnings(services: readonly StackService[]): ParityProblem[] {
  return [...literalProblems(services), ...podWarnings(services)];
}

export function serviceNameProblems(services: readonly StackService[]): ParityProblem[] {
  return services
    .filter(({ name }) => !/^[a-zA-Z0-9._-]+$/.test(name) || looksLikeCredential(name))
    .map(({ name, app }) => {
      const message = `the name of the service ${quotedText(name)} must be letters, digits, ".", "_" and "-"`;
      return { rule: 'L9', construct: app?.construct, message };
    });
}

/** Problems of variables that only the laptop has: those of applications are checked with their workloads. */
function variableNameProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap(({ name, variables, app }) =>
    variablesOf(variables).flatMap(({ name: variable }) => {
      const problem = variableNameProblem(variable);
      if (problem === undefined || app !== undefined) return [];
      const message = `the name of the variable ${quotedName(variable)} of the service "${name}" ${problem}: rename it`;
      return [{ rule: 'C13', message }];
    }),
  );
}

/** A text in the place of a key is as deliberate as in the cluster, or a mistake. */
function replacedKeys(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap((service) => {
    const { name, app, replaced = [] } = service;
    return replaced.flatMap(({ name: variable, value }) => {
      if (literalOf(value) !== undefined || app?.local.meantToDiffer?.includes(variable)) return [];
      const remedy = app === undefined ? 'keep one' : 'leave it out there, or add it to meantToDiffer';
      const message = `the variable ${quotedName(variable)} of the service "${name}" is that of a key, and ${ownProps(service)}env gives it a text: ${remedy}`;
      return [{ rule: 'C4' as const, construct: app?.construct, message }];
    });
  });
}

/** What ends, and would be started again, or is waited for without being started. */
function runProblems(services: readonly StackService[]): ParityProblem[] {
  const onDemand = new Set(services.filter(({ runs }) => runs === 'on demand').map(({ name }) => name));
  return services.flatMap(({ name, props, app, runs }) => {
    const { restart } = props;
    const again = `the service "${name}" ends by itself, and compose would start it again (restart: ${quotedText(restart ?? '')}): leave restart out, or write "on-failure"`;
    const isRestarted = runs !== undefined && restart !== undefined && !/^(no|on-failure(:\d+)?)$/.test(restart);
    const waits = dependenciesOf(props)
      .filter((dependency) => onDemand.has(dependency))
      .map(
        (dependency) =>
          `the service "${name}" depends on "${dependency}", a CronJob, which "make up" does not start: leave it out`,
      );
    const messages = [...(isRestarted ? [again] : []), ...waits];
    return messages.map((message) => ({ rule: 'L6' as const, construct: app?.construct, message }));
  });
}

/** Services that `serviceOrder` names and that there are not. */
export function orderProblems(serviceOrder: readonly string[], names: readonly string[]): ParityProblem[] {
  return serviceOrder
    .filter((name) => !names.includes(name))
    .map((name) => {
      const remedy = didYouMean(name, names, 'name one of services');
      return { rule: 'L6', message: `serviceOrder names ${quotedText(name)}, which is no service: ${remedy}` };
    });
}

/** Plain variables that a laptop has of its own. */
function literalProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap(({ app, replaced = [] }) =>
    replaced.flatMap(({ name, value }) => {
      if (literalOf(value) === undefined || app?.local.meantToDiffer?.includes(name)) return [];
      const message = `the variable "${name}" has another value on a laptop than in the cluster: make both the same, or add it to meantToDiffer`;
      return [{ rule: 'L4' as const, construct: app?.construct, message }];
    }),
  );
}
