import { grouped } from '../collections/grouped';
import { type Fields, fields, text } from '../json/json';
import { quotedKey } from '../text/key-name';
import type { ManagedObject } from './managed-objects';
import { perApp } from './per-app';
import { existingKeys, type Resource } from './resource';
import { type GoTemplate, readTemplate } from './templates/go-template';

/** The `template` of a managed object, or of what a push sends to Infisical. */
export interface TemplateBlock {
  readonly resource: Resource;
  readonly v1beta1: boolean;
  /** For messages: `the managed Secret "x"`. */
  readonly where: string;
  /** What it is written into; absent for a push. */
  readonly object?: ManagedObject;
  readonly block: Fields;
}

/** One Go template. */
export interface SecretTemplate extends Omit<TemplateBlock, 'block'> {
  /** For messages: `the template of the key "KEY" in the managed Secret "x"`. */
  readonly what: string;
  /** The key that gets what it renders; absent where it renders all keys as one text. */
  readonly outputKey?: string;
  readonly source: string;
  readonly parsed: GoTemplate;
}

export const templateBlocksOf = perApp((app): TemplateBlock[] => [
  // The operator ignores the template of a dynamic secret.
  ...app.managedObjects.flatMap((object) => {
    const { writer: resource, kind, name, template } = object;
    if (template === undefined || resource.manifest.kind === 'InfisicalDynamicSecret') return [];
    const v1beta1 = resource.manifest.kind === 'InfisicalStaticSecret';
    return [{ resource, v1beta1, where: `the managed ${kind} "${name}"`, object, block: template }];
  }),
  ...app.infisical.flatMap((resource) => {
    if (resource.manifest.kind !== 'InfisicalPushSecret') return [];
    const { template } = fields(fields(fields(resource.manifest.spec).push).secret);
    return template === undefined ? [] : [{ resource, v1beta1: false, where: 'the push', block: fields(template) }];
  }),
]);

export const templatesOf = perApp((app): SecretTemplate[] =>
  templateBlocksOf(app).flatMap(({ block, ...about }) => {
    const whole = text(block.data);
    if (whole !== undefined) return [template(about, `the template of ${about.where}`, undefined, whole)];
    return Object.entries(fields(block.data)).flatMap(([key, value]) => {
      const source = text(value);
      return source === undefined
        ? []
        : [template(about, `the template of the key ${quotedKey(key)} in ${about.where}`, key, source)];
    });
  }),
);

export const templatesByObject = perApp((app) => grouped(templatesOf(app), ({ object }) => object));

/** Keys that a managed object takes over under their own names, and that its source does not have. */
export const copiedKeys = perApp(
  (app): ReadonlyMap<ManagedObject | undefined, ReadonlySet<string>> =>
    new Map(
      [...templatesByObject(app)].map(([object, templates]) => {
        const existing = object === undefined ? undefined : existingKeys(object.writer);
        const copied = templates.flatMap(({ outputKey, parsed }) =>
          outputKey !== undefined && parsed.lookups.some(({ key, optional }) => key === outputKey && !optional)
            ? [outputKey]
            : [],
        );
        return [object, new Set(existing === undefined ? [] : copied.filter((key) => !existing.has(key)))];
      }),
    ),
);

function template(
  about: Omit<TemplateBlock, 'block'>,
  what: string,
  outputKey: string | undefined,
  source: string,
): SecretTemplate {
  return { ...about, what, outputKey, source, parsed: readTemplate(source) };
}
