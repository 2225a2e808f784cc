import { namedObject } from '../../../model/address';
import { type Field, pathText } from '../../../model/field';
import { keepsVariables, type Substitution, substitutionOf } from '../../../model/flux';
import { objectOf, type Resource } from '../../../model/resource';
import { isCredentialName } from '../../../text/credential-name';
import { type FluxVariables, fluxVariablesIn } from '../../../text/flux-variables';
import { type ExampleObject, Severity } from '../../rule';
import { ruleOnApplied } from './applied';

const SOURCE =
  'kustomize-controller v1.9.6: docs/spec/v1/kustomizations.md (post build variable substitution), CHANGELOG.md (1.9.0: StrictPostBuildSubstitutions); fluxcd/pkg envsubst v1.8.0';

/** A Kustomization that fills in `DOMAIN`, and a Job that has the argument. */
function withArgument(argument: string, annotations?: object): readonly ExampleObject[] {
  return [
    { kind: 'Kustomization', spec: { postBuild: { substitute: { DOMAIN: 'example.com' } } } },
    {
      kind: 'Job',
      ...(annotations && { metadata: { annotations } }),
      spec: { template: { spec: { containers: [{ name: 'shop', image: 'shop:1.4.2', args: [argument] }] } } },
    },
  ];
}

const KEEPS = { 'kustomize.toolkit.fluxcd.io/substitute': 'disabled' };
const KEEP = 'annotate it with kustomize.toolkit.fluxcd.io/substitute: disabled (Flux.keepVariables)';

export const G2 = ruleOnApplied({
  severity: Severity.ERROR,
  title: 'Flux can fill in every variable that an object seems to have',
  why: 'With postBuild, Flux takes each `${NAME}` for one of its variables, also in a script or a template that means another. Of one that it does not know, kustomize-controller 1.9 and newer makes an error, on which nothing is applied; an older one writes nothing in its place.',
  source: SOURCE,
  bad: { objects: withArgument('--cache=${HOME}/cache') },
  good: { objects: withArgument('--cache=${HOME}/cache', KEEPS) },
  checkApplied: (kustomization, applied) =>
    mistakesIn(substitutionOf(kustomization), applied, ({ variables, hasOthers }, found) => {
      if (found.isMalformed) return ['what begins like "${NAME}" and cannot be read', 'on which Flux fails'];
      const unknown = hasOthers ? undefined : found.needed.find((name) => !variables.has(name));
      return unknown === undefined
        ? undefined
        : [
            `"\${${unknown}}"`,
            'which nothing sets, so that kustomize-controller 1.9 and newer fails and an older one writes nothing in its place',
            `, write "$\${${unknown}}", or set it in postBuild`,
          ];
    }),
});

export const G3 = ruleOnApplied({
  severity: Severity.WARNING,
  title: 'No object loses a "$" when Flux fills in variables',
  why: 'With postBuild, Flux makes one `$` of each two, anywhere in an object. `$$(NAME)` is how Kubernetes writes a `$(NAME)` that is no variable: it becomes one, and a password with `$$` becomes another password.',
  source: `${SOURCE} (parse/scan.go: scanEscaped)`,
  bad: { objects: withArgument('--price=$$(AMOUNT)') },
  good: { objects: withArgument('--price=$$(AMOUNT)', KEEPS) },
  checkApplied: (kustomization, applied) =>
    mistakesIn(substitutionOf(kustomization), applied, (_, { losesDollar }) =>
      losesDollar ? ['"$$"', 'of which Flux makes one "$"', ', or write "$$$$"'] : undefined,
    ),
});

type Mistake = readonly [what: string, effect: string, otherwise?: string];

/** The first mistake of each object, of which all the others are alike. */
function mistakesIn(
  substitution: Substitution | undefined,
  applied: readonly Resource[],
  mistakeIn: (substitution: Substitution, found: FluxVariables) => Mistake | undefined,
): (readonly [at: Field, problem: string])[] {
  if (substitution === undefined || substitution.at.isUnresolved) return [];
  return applied
    .filter((resource) => !keepsVariables(resource))
    .flatMap((resource) => {
      for (const { text, path } of textsIn(objectOf(resource))) {
        const mistake = mistakeIn(substitution, fluxVariablesIn(text));
        if (mistake === undefined) continue;
        const [what, effect, otherwise = ''] = mistake;
        const mayShow = !mayBeCredential(resource, path);
        return [
          [
            substitution.at,
            `postBuild fills in variables, and ${namedObject(resource.manifest)} has ${mayShow ? what : 'what looks like a variable'} at ${pathText(path)}, ${effect}: ${KEEP}${mayShow ? otherwise : ''}`,
          ] as const,
        ];
      }
      return [];
    });
}

/** Whether the text may be a password, of which a message shows no part. */
function mayBeCredential(resource: Resource, path: Field['path']): boolean {
  const name = objectOf(resource)
    .at(...path.slice(0, -1))
    .text('name').value;
  return resource.manifest.kind === 'Secret' || [...path.map(String), name ?? ''].some(isCredentialName);
}

interface TextInObject {
  readonly text: string;
  readonly path: Field['path'];
}

/** All texts with a `$`, and the names of fields that have one; of what stands in itself, once. */
function* textsIn(field: Field, seen = new Set<unknown>()): Generator<TextInObject> {
  const { raw } = field;
  if (typeof raw === 'string') {
    if (raw.includes('$')) yield { text: raw, path: field.path };
    return;
  }
  if (typeof raw !== 'object' || raw === null || seen.has(raw)) return;
  seen.add(raw);
  for (const place of field.places()) {
    const key = String(place.key);
    if (key.includes('$')) yield { text: key, path: field.path };
    yield* textsIn(place, seen);
  }
}
