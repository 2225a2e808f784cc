/** A page of the site, as Markdown. */
export interface Page {
  /** Its file, which is its address: `rules/C2.md`. */
  readonly path: string;
  readonly title: string;
  /** What it is made of, from the folder of the project; its links count from there. */
  readonly source: string;
  readonly markdown: string;
  /** What it says to VitePress besides. */
  readonly settings?: Readonly<Record<string, unknown>>;
}

/** The text of the file. Nothing in it is a template of Vue, whatever braces it has. */
export function fileOf({ title, source, markdown, settings }: Page): string {
  const frontmatter = Object.entries({ title, source, ...settings }).map(
    ([name, value]) => `${name}: ${JSON.stringify(value)}`,
  );
  return `---\n${frontmatter.join('\n')}\n---\n\n::::: v-pre\n\n${markdown.trim()}\n\n:::::\n`;
}

/** The address of a page: `/rules/C2`. */
export function addressOf({ path }: Pick<Page, 'path'>): string {
  return `/${path.replace(/\.md$/, '').replace(/(^|\/)index$/, '$1')}`;
}
