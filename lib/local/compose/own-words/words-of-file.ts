import { quotedKey, quotedText } from '../../../text/key-name';
import type { ParityProblem } from '../../stack/parity-problem';
import type { StackService } from '../../stack/stack-service';
import type { ComposeFields } from '../compose-yaml';
import { type NamedPart, namesUsed } from '../named-parts';
import { FILE_FIELDS } from '../specification/file-fields';
import { objectOf } from '../specification/shape';
import { shapeProblems } from '../specification/shape-problems';
import { credentialProblem } from './credential-words';
import { textsIn, wordsIn } from './interpolation';

const { services, include, version, ...SECTIONS } = FILE_FIELDS;
const WORDS = objectOf(SECTIONS);

/** What is wrong with what a stack says of its file in the words of compose, and what services refer to in vain. */
export function sectionProblems(compose: object = {}, of: readonly StackService[]): ParityProblem[] {
  const shape = shapeProblems(compose, WORDS, 'compose');
  if (shape.length > 0) return shape.map((message) => ({ rule: 'L9' as const, message }));
  const texts = textsIn(compose, 'compose');
  const variables = texts.flatMap(({ path, text }) =>
    wordsIn(text).flatMap((word) => {
      if ('problem' in word) return [`${path} ${word.problem}`];
      return 'key' in word ? [`${path} has the variable ${quotedKey(word.key)}, which only a service can have`] : [];
    }),
  );
  const fromShell = (['configs', 'secrets'] as const).flatMap((part) => shellProblems(compose, part));
  return [
    ...[...variables, ...fromShell].map((message) => ({ rule: 'L9' as const, message })),
    ...texts.flatMap(credentialProblem).map((message) => ({ rule: 'L10' as const, message })),
    ...of.flatMap((service) =>
      (['configs', 'secrets'] as const).flatMap((part) => unknownParts(service, part, compose)),
    ),
  ];
}

/** What is taken from a variable of the shell. */
function shellProblems(compose: Sections, part: 'configs' | 'secrets'): string[] {
  return Object.entries(compose[part] ?? {})
    .filter(([, { environment }]) => environment !== undefined)
    .map(
      ([name]) =>
        `compose.${part} takes ${quotedText(name)} from a variable of the shell: give the key to a service with secretFiles, or to its build with buildSecrets`,
    );
}

interface Sections {
  readonly configs?: { readonly [name: string]: { readonly environment?: unknown } };
  readonly secrets?: { readonly [name: string]: { readonly environment?: unknown } };
}

function unknownParts(
  { name, props, app }: StackService,
  part: NamedPart,
  compose: Sections & ComposeLike,
): ParityProblem[] {
  const known = Object.keys(compose[part] ?? {});
  return namesUsed((props.compose ?? {}) as ComposeFields, part)
    .filter((used) => !known.includes(used))
    .map((used) => {
      const message = `the service ${quotedText(name)} takes ${quotedText(used)} of ${part}, which the stack does not have: define it in compose.${part} of the LocalStack`;
      return { rule: 'L9' as const, construct: app?.construct, message };
    });
}

type ComposeLike = { readonly [part in NamedPart]?: object };
