import assert from 'node:assert';
import { UNSEEN } from './hostile';

const HTML_TAGS = [
  ...['html', 'head', 'meta', 'title', 'style', 'body', 'header', 'h1', 'h2', 'h3', 'p', 'main', 'section', 'article'],
  ...[
    'footer',
    'script',
    'div',
    'label',
    'input',
    'fieldset',
    'legend',
    'span',
    'ul',
    'li',
    'details',
    'summary',
    'figure',
    'figcaption',
    'b',
    'i',
  ],
  ...[
    'table',
    'caption',
    'thead',
    'tbody',
    'tr',
    'th',
    'td',
    'a',
    'strong',
    'code',
    'svg',
    'g',
    'path',
    'rect',
    'text',
  ],
];
const MARKDOWN_TAGS = ['details', 'summary', 'code', 'b'];
const XML_TAGS = ['testsuites', 'testsuite', 'testcase', 'failure', 'error', 'skipped', 'system-out'];
const HCL_WORDS = [
  ...['resource', 'project_slug', 'project_id', 'name', 'slug', 'description', 'permissions_v2', 'subject', 'action'],
  ...['inverted', 'false', 'conditions', 'jsonencode', 'environment', 'secretPath', 'secretName'],
];

/** A place of the page: a name in it is encoded, so that it cannot end the attribute or ask for more. */
const ADDRESS = /^#(?:report|(?:key|workload)=(?:[\w.!~*()%/-]|&#39;)*)$/;

/** What each output may consist of, whatever the names in it are. */
const LISTS: { readonly [output: string]: (text: string) => void } = {
  text: noCommands,
  'text changes': noCommands,
  table: noCommands,
  json: isJson,
  'json changes': isJson,
  'json roles': isJson,
  'json check': isJson,
  sarif: isJson,
  gitlab: isJson,
  markdown: isMarkdown,
  'markdown changes': isMarkdown,
  html: (text) => {
    const body = text.slice(text.indexOf('<body>')).replaceAll(/<script.*?<\/script>/gs, '');
    assertTags(body, HTML_TAGS);
    assert.equal(text.match(/<script/g)?.length, 2);
    assert.doesNotMatch(body.replaceAll(/"[^"]*"/g, ''), /<[a-z][^>]*\s(?:on\w+|src|style)\s*=/i);
    for (const [, to] of body.matchAll(/href="([^"]*)"/g)) assert.match(to, ADDRESS);
    isJson(/<script type="application\/json" id="data">(.*?)<\/script>/s.exec(text)?.[1] ?? '');
  },
  terraform: (text) => {
    const code = text.replaceAll(/^# .*$/gm, '').replaceAll(/"(?:[^"\\\n]|\\.)*"/g, '');
    assert.match(code, /^[\w\s=[\]{}(),]*$/);
    for (const [word] of code.matchAll(/\w+/g)) assert.ok(HCL_WORDS.includes(word), word);
  },
  junit: (text) => assertTags(text.replace(/^<\?xml.*\?>/, ''), XML_TAGS),
  github: (text) => {
    for (const line of text.split('\n').slice(0, -1)) {
      assert.match(line, /^::(?:error|warning|notice) (?:file=[^:,]*,line=\d+,(?:col=\d+,)?)?title=[^:,]*::/);
      assert.doesNotMatch(line, /##\w*\[/);
    }
  },
};

export function assertClosed(outputs: { readonly [output: string]: string }): void {
  for (const [name, text] of Object.entries(outputs)) {
    try {
      assert.doesNotMatch(text.replace(/<script>.*?<\/script>|<style>.*?<\/style>/gs, ''), UNSEEN);
      LISTS[name](text);
    } catch (error) {
      throw new Error(`${name}: ${(error as Error).message.slice(0, 2_000)}`);
    }
  }
}

function noCommands(text: string): void {
  assert.doesNotMatch(text, /^\s*::|##\w*\[/m);
}

function isJson(text: string): void {
  JSON.parse(text);
}

function isMarkdown(text: string): void {
  const prose = text.replaceAll(/`[^`\n]*`/g, 'code').replaceAll(/<code>[^<>\n]*<\/code>/g, 'code');
  assertTags(prose, MARKDOWN_TAGS);
  assert.doesNotMatch(prose.replaceAll(/^> \[!(?:NOTE|WARNING|CAUTION)\]$/gm, ''), /[`[\]@]|https?:|www\./);
  // Every row of a table has the cells of its head.
  let cells: number | undefined;
  for (const line of prose.split('\n')) {
    const own = line.startsWith('|') ? line.split('|').length : undefined;
    if (own !== undefined && cells !== undefined) assert.equal(own, cells, line);
    cells = own;
  }
}

function assertTags(text: string, known: readonly string[]): void {
  for (const [, name] of text.matchAll(/<\/?([^\s>/]*)/g)) assert.ok(known.includes(name), `<${name}`);
}
