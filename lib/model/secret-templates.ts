import { grouped } from '../collections/grouped';
import { quotedKey } from '../text/key-name';
import { perApp } from './app-model';
import type { Field } from './field';
import { isLease, type ManagedObject, shownObject } from './operator-resource';
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
  readonly block: Field;
  readonly data: Field;
}

export interface SecretTemplate extends TemplateBlock {
  /** For messages: `the template of the key "KEY" in the managed Secret "x"`. */
  readonly what: string;
  /** The key that gets what it renders; absent where it renders all keys as one text. */
  readonly outputKey?: string;
  readonly field: Field;
  readonly source: string;
  readonly parsed: GoTemplate;
}

export const templateBlocksOf = perApp((app): TemplateBlock[] => [
  // The operator ignores the template of a dynamic secret.
  ...app.managedObjects.flatMap((object) => {
    const { owner, template: block, data } = object;
    if (!block.isGiven || isLease(object)) return [];
    const v1beta1 = owner.generation === 'v1beta1';
    return [{ resource: owner.resource, v1beta1, where: `the ${shownObject(object)}`, object, block, data }];
  }),
  ...app.operator.flatMap(({ kind, resource, spec }) => {
    const block = spec.at('push', 'secret', 'template');
    if (kind !== 'InfisicalPushSecret' || !block.isGiven) return [];
    return [{ resource, v1beta1: false, where: 'the push', block, data: block.at('data') }];
  }),
]);

export const templatesOf = perApp((app): SecretTemplate[] =>
  templateBlocksOf(app).flatMap((block) => {
    const { data, where } = block;
    const one = (field: Field, what: string, outputKey?: string) =>
      typeof field.raw === 'string'
        ? [{ ...block, field, what, outputKey, source: field.raw, parsed: readTemplate(field.raw) }]
        : [];
    return [
      ...one(data, `the template of ${where}`),
      ...data
        .entries()
        .flatMap(([key, field]) => one(field, `the template of the key ${quotedKey(key)} in ${where}`, key)),
    ];
  }),
);

export const templatesByObject = perApp((app) => grouped(templatesOf(app), ({ object }) => object));

/** Keys that a managed object takes over under their own names, and that its source does not have. */
export const copiedKeys = perApp(
  (app): ReadonlyMap<ManagedObject | undefined, ReadonlySet<string>> =>
    new Map(
      [...templatesByObject(app)].map(([object, templates]) => {
        const existing = object === undefined ? undefined : existingKeys(object.owner.resource);
        const copied = templates.flatMap(({ outputKey, parsed }) =>
          outputKey !== undefined && parsed.lookups.some(({ key, optional }) => key === outputKey && !optional)
            ? [outputKey]
            : [],
        );
        return [object, new Set(existing === undefined ? [] : copied.filter((key) => !existing.has(key)))];
      }),
    ),
);
