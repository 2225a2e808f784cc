import { quotedKey } from '../../infisical/key-name';
import { type Fields, fields, text } from '../manifest';
import { existingKeys, type Subject } from '../subject';
import { type GoTemplate, readTemplate } from '../templates/go-template';
import type { ManagedObject } from './managed-objects';
import { grouped, perApp } from './per-app';

/** The `template` of a managed object, or of what a push sends to Infisical. */
export interface TemplateBlock {
  readonly subject: Subject;
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
    const { writer: subject, kind, name, template } = object;
    if (template === undefined || subject.manifest.kind === 'InfisicalDynamicSecret') return [];
    const v1beta1 = subject.manifest.kind === 'InfisicalStaticSecret';
    return [{ subject, v1beta1, where: `the managed ${kind} "${name}"`, object, block: template }];
  }),
  ...app.infisical.flatMap((subject) => {
    if (subject.manifest.kind !== 'InfisicalPushSecret') return [];
    const { template } = fields(fields(fields(subject.manifest.spec).push).secret);
    return template === undefined ? [] : [{ subject, v1beta1: false, where: 'the push', block: fields(template) }];
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
