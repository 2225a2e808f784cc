import { adoptionOf } from '../../../cli/adopt/adoption';
import { withFixes } from '../../../cli/adopt/fixes/apply-fixes';
import { handoverPlan } from '../../../cli/adopt/migration/handover-plan';
import { keepJson } from '../../../cli/adopt/model/manifest-problem';
import { outcomeAsText } from '../../../cli/adopt/report';
import type { ReadManifest } from '../../../cli/manifests/read-manifests';
import { offTheList } from './closed-list';

const FILE = /^(?:main|infisical|charts\/(?!(?:con|prn|aux|nul|com\d|lpt\d)\.)[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)\.ts$/;

/** What is written where these manifests are adopted, and what of that is not as it has to be whatever they hold. */
export function adoptedSafely(
  manifests: readonly ReadManifest[],
  seed: number,
): { readonly problems: readonly string[]; readonly written: string } {
  const [includeRest, migrate, fix, isModule] = [1, 2, 4, 8].map((bit) => (seed & bit) > 0);
  const readable = keepJson({ manifests, problems: [] }).manifests;
  const read = fix ? withFixes(readable).manifests : manifests;
  const extension = isModule ? '.js' : '';
  const adoption = adoptionOf({ manifests: read, problems: [] }, { extension, includeRest, migrate });
  const names = [...adoption.files.keys()];
  const told = outcomeAsText({
    folder: 'out',
    adoption,
    files: names,
    fixes: [],
    mendable: 0,
    verification: { state: 'skipped' },
    isComplete: true,
  });
  const problems = [
    ...names.filter((name) => !FILE.test(name)).map((name) => `the file ${name}`),
    ...(new Set(names.map((name) => name.toLowerCase())).size < names.length ? ['two files of one name'] : []),
    ...[...adoption.files].flatMap(([name, text]) => offTheList(text).map((problem) => `${name}: ${problem}`)),
    ...(/native code/.test([...adoption.files.values(), told].join()) ? ['native code'] : []),
    ...(/(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u.test(told) ? ['what a terminal obeys'] : []),
    ...(adoption.migration === undefined ? [] : markupIn(handoverPlan(adoption.migration))),
  ];
  return { problems, written: [...adoption.files.values()].join('\n') };
}

/** What of a plan would be markup that nobody of us wrote. */
function markupIn(plan: string): string[] {
  const code = /(?<!`)(`+)(?!`)(.*?)(?<!`)\1(?!`)|<code>(?:[^<>&`]|&(?:#\d+|lt|gt|amp|quot);)*<\/code>/g;
  const prose = plan.replaceAll(code, '');
  const found = prose.match(/(?<!\\)<\w|(?<!\\)\]\(|(?<!\\)@\w|\w:\/\/|(?!\n)[\p{Cc}\p{Cf}\u2028\u2029]/u);
  return found === null ? [] : [`MIGRATION.md: the markup ${JSON.stringify(found[0])}`];
}
