import { AUTH_METHODS } from '../../../model/auth';
import { type Path, pathText } from '../../../model/field';
import { areFieldsKnown } from '../../../model/operator-features';
import { fieldsOf } from '../../../schemas/part-types';
import type { Part } from '../../../schemas/parts';
import { placeOfField } from '../../../schemas/place-of-field';
import { closest } from '../../../text/did-you-mean';
import { quotedName } from '../../../text/key-name';
import { isPatchDirective } from '../../../text/patch-directive';
import { ruleOn, Severity } from '../../rule';
import { mayHoldSecrets } from '../../unshown';
import { DECODING, holderText, holding } from './decoding';
import { isEverywhere, lifetimeProblem } from './lifetime-problem';

export const F1 = ruleOn('part', {
  skipsOrdinary: true,
  severity: Severity.ERROR,
  yields: true,
  assumes: 'kubernetesVersion',
  title: 'A field is one that the API server knows',
  why: 'With "kubectl apply" and Argo CD the API server refuses the object; without strict validation it drops the field in silence.',
  source: DECODING,
  bad: holding({ resource: { limits: { memory: '256Mi' } } }),
  good: holding({ resources: { limits: { memory: '256Mi' } } }),
  check: (part, report, { settings }) => {
    const { raw, type, decoder } = part;
    const declared = fieldsOf(type);
    for (const name of Object.keys(raw)) {
      const declaration = declared.get(name);
      if (declaration !== undefined && isEverywhere(declaration)) continue;
      const { field } = part;
      const place = field.at(name);
      if (declaration === undefined) {
        if (isAccountOfSops(part, name)) continue;
        // A newer operator may know more, but hardly what is one slip from what all of them know.
        const mayBeKnown = decoder === 'operator' && !areFieldsKnown(settings);
        if (mayBeKnown && closest(name, declared.keys()) === undefined) continue;
        const { remedy, meant } = meantBy(part, name);
        const isWord = closest(name, declared.keys()) !== undefined || /^\$(?:patch|retainKeys)$/.test(name);
        const shown =
          mayHoldSecrets(part.resource) && !isWord ? `(a name, ${name.length} characters)` : shownField(name);
        report(place, `${holderText(field)} has no field ${shown}: ${remedy}`, undefined, meant);
      } else if (place.isGiven) {
        const problem = lifetimeProblem(declaration, settings.kubernetesVersion);
        if (problem) report(place, `the field ${pathText(place.path)} ${problem}`);
      }
    }
  },
});

/** What SOPS needs to decrypt a file, and takes out as it does so: nobody applies an encrypted one. */
function isAccountOfSops({ field, resource }: Part, name: string): boolean {
  const isOnTop = name === 'sops' && field.path.length === 0 && resource.construct === undefined;
  return isOnTop && field.text('sops', 'mac').value !== undefined;
}

/** What to write instead of a field that a part does not have, and where. */
function meantBy(part: Part, name: string): { readonly remedy: string; readonly meant?: Path } {
  const { field, type } = part;
  const declared = fieldsOf(type);
  if (isPatchDirective(name))
    return { remedy: 'it is of a patch of kustomize, and no object: apply what kustomize build writes' };
  if (SECRET_KEYS.has(name) && declared.has('credentialsRef')) {
    const remedy = 'put it into a Secret in the cluster, and name that in credentialsRef';
    return { remedy, meant: field.at('credentialsRef').path };
  }
  const place = placeOfField(part, name, field.at(name).raw);
  const isHere = place !== undefined && pathText(place.slice(0, -1)) === pathText(field.path);
  const similar = isHere ? String(place.at(-1)) : closest(name, declared.keys());
  if (similar !== undefined) return { remedy: `did you mean "${similar}"?`, meant: field.at(similar).path };
  if (place === undefined) return { remedy: 'drop it' };
  const verb =
    place.at(-1) === name ? `move it into ${pathText(place.slice(0, -1))}` : `write it as ${pathText(place)}`;
  return { remedy: verb, meant: place };
}

/** Words of a patch, a schema or a template are shown, too: `$patch`, `$ref`, `$setElementOrder/env`. */
function shownField(name: string): string {
  const [, rest = ''] = /^\$[A-Za-z]{1,30}(?:\/(.+))?$/.exec(name) ?? [undefined, name];
  return rest === '' || quotedName(rest) === `"${rest}"` ? `"${name}"` : quotedName(name);
}

/** What a login looks up in a Secret. */
const SECRET_KEYS: ReadonlySet<string> = new Set(
  AUTH_METHODS.flatMap(({ parts }) => Object.values(parts).flatMap(({ secretKeys = [] }) => secretKeys)).map(
    ({ key }) => key,
  ),
);
