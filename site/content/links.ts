import { posix } from 'node:path';

/** The pages that are made of files of the project, and what is only in the repository. */
export interface Places {
  /** Address of the page by the file that it is made of: `docs/lint.md` is `/lint`. */
  readonly addresses: ReadonlyMap<string, string>;
  /** `https://github.com/cdk8s-infisical/cdk8s-infisical` */
  readonly repository: string;
  readonly isFolder: (path: string) => boolean;
}

const RULES = 'docs/rules.md';
const RULE_ANCHOR = /^[a-z]\d+$/;

/** Where a link of a document leads on the site: to a page, else to the file in the repository. */
export function siteLink(href: string, source: string, { addresses, repository, isFolder }: Places): string {
  if (/^(?:[a-z]+:|\/)/i.test(href)) return href;
  const [file, anchor] = href.split('#');
  const target = file === '' ? source : posix.join(posix.dirname(source), file).replace(/\/$/, '');
  const behind = anchor === undefined ? '' : `#${anchor}`;
  if (target === RULES && anchor !== undefined && RULE_ANCHOR.test(anchor)) return `/rules/${anchor.toUpperCase()}`;
  const address = addresses.get(target);
  if (file === '' && target !== RULES) return href;
  if (address !== undefined) return `${address}${behind}`;
  return `${repository}/${isFolder(target) ? 'tree' : 'blob'}/main/${target}${behind}`;
}
