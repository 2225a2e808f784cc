import { grouped } from '../../collections/grouped';
import { type AppModel, perApp } from '../../model/app-model';
import type { Field } from '../../model/field';
import type { Resource } from '../../model/resource';
import { fewOf } from '../../text/few-of';
import { shown } from '../../text/shown';
import { emptyWordOf, unsetPartOf } from '../../text/unset-text';
import { ruleOn, Severity } from '../rule';
import { reading } from './sources/reading';
import { isSuspect, lookAtTexts } from './suspect-texts';

/** A text of a value that is not set. */
interface Unset {
  readonly resource: Resource;
  readonly field: Field;
  readonly what: string;
  readonly part: string;
}

/** A text in which one of the rules finds such a part. */
interface SuspectText extends Omit<Unset, 'part'> {
  readonly value: string;
}

export const N6 = ruleOn('app', {
  severity: Severity.ERROR,
  title: 'No name, namespace, host, path, slug or tag has the text of a value that is not set',
  why: '"shop-undefined" is a valid name: it is created, and nothing ever looks for it, or it meets that of another team.',
  source: 'https://tc39.es/ecma262/#sec-template-literals: what is not set becomes the text "undefined"',
  bad: reading({ secretsPath: '/undefined/api' }),
  good: reading({ secretsPath: '/orders/api' }),
  check: (app, report) => {
    for (const { resource, field, what, part } of textsWith(app, unsetPartOf)) {
      report(resource, field, `${what}: "${part}" is what a program writes for a value that is not set: set it`);
    }
  },
});

export const N12 = ruleOn('app', {
  severity: Severity.WARNING,
  yields: true,
  title: 'No name, namespace, host, path, slug or tag ends in the word for a value that is not set',
  why: '"shop-null" is a valid name: it is created, and nothing ever looks for it, or it meets that of another team.',
  source:
    'https://docs.oracle.com/javase/specs/jls/se21/html/jls-5.html#jls-5.1.11: what is not set becomes the text "null"',
  bad: reading({ secretsPath: '/orders-null/api' }),
  good: reading({ secretsPath: '/orders/api' }),
  check: (app, report) => {
    for (const { resource, field, what, part } of textsWith(app, emptyWordOf)) {
      const remedy = 'set it, or suppress this rule where it is meant';
      report(
        resource,
        field,
        `${what}: "${part}" at the end is what programs write for a value that is not set: ${remedy}`,
      );
    }
  },
});

/** The few texts that have a part of which one of these rules tells. */
const suspectTextsOf = perApp((app) => {
  const found: SuspectText[] = [];
  lookAtTexts(app, (resource, field, what, value = field.raw) => {
    if (!isSuspect(value) || (unsetPartOf(value) === undefined && emptyWordOf(value) === undefined)) return;
    found.push({ resource, field, what: `${what()} ${shown(value)}`, value });
  });
  return found;
});

/** The texts of each resource that have such a part, the first of them with its place. */
function textsWith(app: AppModel, partOf: (text: string) => string | undefined): Unset[] {
  const found = suspectTextsOf(app).flatMap(({ value, ...text }): Unset[] => {
    const part = partOf(value);
    return part === undefined ? [] : [{ ...text, part }];
  });
  const byResource = [...grouped(found, (one) => one.resource).values()];
  return byResource.map((texts) => ({ ...texts[0], what: fewOf(texts.map(({ what }) => what)) }));
}
