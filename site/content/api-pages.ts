import type { Page } from './page';

const SOURCE = 'lib/index.ts';

/** A type of the public API. */
interface ApiType {
  readonly name: string;
  readonly group: string;
  readonly markdown: string;
}

const PROPS = 'Props and options';

/**
 * The public API: a list of its types, and a page for each.
 *
 * @param text as `node tools/api.cjs --markdown` writes it
 */
export function apiPages(text: string): Page[] {
  const types = typesIn(text);
  return [
    { path: 'api/index.md', title: 'API', source: SOURCE, markdown: overview(types) },
    ...types.map(({ name, markdown }) => ({ path: `api/${name}.md`, title: name, source: SOURCE, markdown })),
  ];
}

/** The names of the types of each group. */
export function apiGroups(text: string): { title: string; names: string[] }[] {
  const types = typesIn(text);
  const titles = [...new Set(types.map(({ group }) => group))];
  return titles.map((title) => ({
    title,
    names: types.filter(({ group }) => group === title).map(({ name }) => name),
  }));
}

function overview(types: readonly ApiType[]): string {
  const groups = [...new Set(types.map(({ group }) => group))].flatMap((group) => {
    const own = types.filter((one) => one.group === group);
    return [`## ${group}`, own.map((one) => `- [\`${one.name}\`](/api/${one.name}) ${firstSentence(one)}`).join('\n')];
  });
  const intro = 'What `cdk8s-infisical` exports. It is the same in every language; signatures are shown in TypeScript.';
  return ['# API', intro, ...groups].join('\n\n');
}

function firstSentence({ markdown }: ApiType): string {
  const [, first = ''] = markdown.split('\n\n');
  return /^(?:[#`|*>-]|- )/.test(first) ? '' : first.replaceAll('\n', ' ');
}

function typesIn(text: string): ApiType[] {
  return text.split(/^## /m).flatMap((section) => {
    const [heading, ...parts] = section.split(/^### /m);
    const group = /^\w+/.exec(heading)?.[0] ?? '';
    return parts.map((part) => apiType(part, group));
  });
}

function apiType(part: string, group: string): ApiType {
  const [name = ''] = /^\w+/.exec(part) ?? [];
  const isProps = part.includes(`: ${name} = { ... }`);
  return { name, group: isProps ? PROPS : group, markdown: typeMarkdown(part, name) };
}

const HEADING = /^#+ (.*?)(<sup>(\w+)<\/sup>)? *<a name="[^"]*" id="([^"]*)"><\/a>$/;

/** With headings that begin at the first level, anchors without the name of the type, and links in Markdown. */
function typeMarkdown(part: string, name: string): string {
  const lines = `### ${part}`.split('\n');
  let inBlock = false;
  return lines
    .filter((line) => line !== '---')
    .map((line) => {
      if (line.startsWith('```')) inBlock = !inBlock;
      return inBlock ? line : line.startsWith('#') ? headingOf(line, name) : withLinks(line, name);
    })
    .join('\n');
}

function headingOf(line: string, name: string): string {
  const [, text = '', , presence, id = ''] = HEADING.exec(line) ?? [];
  const level = line.indexOf(' ');
  if (level < 4) return `# ${text}`;
  const anchor = id.includes('.') ? ` {:#${anchorIn(id, name)}:}` : '';
  const mark = presence === 'Required' ? ' *required*' : '';
  return `${'#'.repeat(level - 2)} ${text}${mark}${anchor}`;
}

const CODE_LINK = /<code>(.*?)<\/code>/g;
const LINK = /<a href="#([^"]*)">(.*?)<\/a>/g;

/** Code with links in it becomes pieces of code, of which some are links. */
function withLinks(line: string, name: string): string {
  return line
    .replaceAll(CODE_LINK, (_, code: string) => {
      const pieces = code.split(/(<a href="#[^"]*">.*?<\/a>)/).filter((piece) => piece !== '');
      return pieces.map((piece) => (piece.startsWith('<a ') ? linkOf(piece, name) : `\`${piece}\``)).join('');
    })
    .replaceAll(LINK, (link) => linkOf(link, name));
}

function linkOf(link: string, name: string): string {
  return link.replace(LINK, (_, id: string, text: string) => `[\`${text}\`](${addressIn(id, name)})`);
}

function addressIn(id: string, name: string): string {
  const [type = ''] = id.replace(/^cdk8s-infisical\./, '').split('.');
  const anchor = anchorIn(id, type);
  const page = type === name ? '' : `/api/${type}`;
  return anchor === '' ? page || `/api/${type}` : `${page}#${anchor}`;
}

function anchorIn(id: string, type: string): string {
  return id
    .replace(/^cdk8s-infisical\./, '')
    .slice(type.length)
    .replace(/^\./, '')
    .replace(/^(?:property|parameter)\./, '');
}
