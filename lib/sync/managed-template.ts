import { byName } from '../collections/order';
import { ApiGeneration } from '../infisical/api-generation';
import type { TargetDeclaration, TemplateDeclaration } from '../model/declarations';
import { type GoPart, goExpression, goGuard, goString } from './go-template';
import type { TemplateValue } from './template-value';

export interface ManagedTemplate extends TemplateDeclaration {
  /** Keys of values that cannot be put into the one-text form. */
  readonly rawKeys: readonly string[];
}

export interface ManagedTarget extends TargetDeclaration {
  readonly template?: ManagedTemplate;
}

/** Values by the key they get in an object. */
export interface Values {
  readonly [key: string]: TemplateValue;
}

/**
 * The template of a managed object.
 *
 * @param place where the keys come from, for the message of a failed sync
 */
export function managedTemplate(
  values: Values,
  includeAll: boolean,
  place: string,
  generation: ApiGeneration = ApiGeneration.V1ALPHA1,
): ManagedTemplate {
  const isText = includeAll && generation === ApiGeneration.V1BETA1;
  return {
    includeAll,
    data: isText ? templateText(values, place) : templateMap(values, place),
    rawKeys: rawKeys(values),
  };
}

/** The `data` of a template with one entry per key; both generations know this form. */
function templateMap(values: Values, place: string): { [key: string]: string } {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [name, `${guardsOf([value], place)}${value._template()}`]),
  );
}

/**
 * The `data` of a v1beta1 template as one text that renders to a YAML map: the only form that can hold every secret
 * and a few values of its own. A key must not occur twice in it. The operator reads the map with a YAML parser that
 * refuses some characters and changes others even between quotes, so that values are in base64.
 */
function templateText(values: Values, place: string): string {
  const entries = Object.entries(values).sort(byName);
  const names = entries.map(([name]) => goString(name)).join(' ');
  const all =
    `{{ range $key, $secret := . }}{{ if not (has $key (list ${names})) }}` +
    `{{ $key | toRawJson }}: ${asBinary('$secret.Value')}\n` +
    '{{ end }}{{ end }}';
  const own = entries.map(([name, value]) => `${goString(name)}: ${asBinary(expressionOf(value))}\n`);
  const guarded = entries.map(([, value]) => value);
  return `${guardsOf(guarded, place)}${all}${own.join('')}`;
}

function asBinary(pipeline: string): string {
  return `!!binary {{ ${pipeline} | b64enc | quote }}`;
}

function rawKeys(values: Values): string[] {
  return Object.entries(values).flatMap(([name, { _parts }]) => (_parts.some((part) => 'raw' in part) ? [name] : []));
}

function guardsOf(values: readonly TemplateValue[], place: string): string {
  return [...new Set(values.flatMap(({ _keys }) => _keys))].map((key) => goGuard(key, place)).join('');
}

function expressionOf({ _parts }: TemplateValue): string {
  const parts = _parts.filter((part): part is GoPart => !('raw' in part));
  const operands = parts.map((part) => `(${goExpression(part)})`);
  return operands.length === 1 ? operands[0] : `printf ${goString('%s'.repeat(operands.length))} ${operands.join(' ')}`;
}
