import { didYouMean } from '../../../text/did-you-mean';
import { namedKeys, quotedKey, quotedName, quotedText } from '../../../text/key-name';
import type { ParityProblem } from '../../stack/parity-problem';
import type { StackService } from '../../stack/stack-service';
import { SERVICE_FIELDS } from '../specification/service-fields';
import { type Fields, objectOf } from '../specification/shape';
import { shapeProblems } from '../specification/shape-problems';
import { credentialProblem } from './credential-words';
import { textsIn, wordsIn } from './interpolation';

const { environment: _, ...OTHER_FIELDS }: Fields = SERVICE_FIELDS;
const WORDS = objectOf(OTHER_FIELDS);

/** What is wrong with the services as far as it stands in the words of compose, or is given to it as it is. */
export function wordProblems(services: readonly StackService[]): ParityProblem[] {
  return services.flatMap((service) => {
    const { name, props, app } = service;
    const { compose = {}, buildArgs, labels } = props;
    const told = (rule: 'L9' | 'L10', problems: readonly string[]) =>
      problems.map((problem) => ({
        rule,
        construct: app?.construct,
        message: `the service ${quotedText(name)}: ${problem}`,
      }));
    const shape = compose.environment === undefined ? shapeProblems(compose, WORDS, 'compose') : [ENVIRONMENT];
    // What has another shape holds nothing that could be told of.
    const inside = shape.length > 0 ? [] : [...variableProblems(compose, service), ...shellProblems(compose)];
    const literals = textsIn({ compose: shape.length > 0 ? {} : compose, buildArgs, labels }, '');
    return [...told('L9', [...shape, ...inside]), ...told('L10', literals.flatMap(credentialProblem))];
  });
}

const ENVIRONMENT =
  'compose.environment is written as env, and as secretKeys for what is a secret key: make up knows of no others';

function variableProblems(compose: object, { app, accesses, composeKeys }: StackService): string[] {
  return textsIn(compose, 'compose').flatMap(({ path, text }) =>
    wordsIn(text).flatMap((word) => {
      if ('problem' in word) return [`${path} ${word.problem}`];
      if ('text' in word || app === undefined || composeKeys?.has(word.key)) return [];
      const remedy = didYouMean(word.key, namedKeys(accesses.map(({ key }) => key)), 'declare it in secretKeys');
      return [`${path} has the variable ${quotedKey(word.key)}, which is no secret key of the application: ${remedy}`];
    }),
  );
}

/** Names without a value, which compose would take from the shell. */
function shellProblems({ build, post_start = [], pre_stop = [] }: Words): string[] {
  const places = [
    [build?.args, 'compose.build.args'],
    ...post_start.map((hook, i) => [hook.environment, `compose.post_start[${i}].environment`] as const),
    ...pre_stop.map((hook, i) => [hook.environment, `compose.pre_stop[${i}].environment`] as const),
  ] as const;
  return places.flatMap(([assignments, path]) =>
    namesWithoutValue(assignments).map(
      (name) => `${path} has ${quotedName(name)} without a value, and would take one from the shell: write one`,
    ),
  );
}

interface Words {
  readonly build?: { readonly args?: Assignments };
  readonly post_start?: readonly { readonly environment?: Assignments }[];
  readonly pre_stop?: readonly { readonly environment?: Assignments }[];
}

type Assignments = readonly string[] | { readonly [name: string]: unknown };

function namesWithoutValue(assignments: Assignments = []): string[] {
  if (Array.isArray(assignments)) return assignments.filter((item: string) => !item.includes('='));
  return Object.entries(assignments).flatMap(([name, value]) => (value === null ? [name] : []));
}
