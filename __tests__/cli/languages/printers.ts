import assert from 'node:assert';
import { transformSync } from 'esbuild';
import { hclComment, hclName, hclText } from '../../../cli/languages/hcl';
import { escapeHtml, scriptJson } from '../../../cli/languages/html';
import { jsonText } from '../../../cli/languages/json';
import { code, codeTag, commandsBelow } from '../../../cli/languages/markdown';
import { workflowCommand } from '../../../cli/languages/workflow-command';
import { xmlText } from '../../../cli/languages/xml';
import { printable } from '../../../cli/terminal/printable';
import { lines, say } from '../../../cli/terminal/terminal-text';
import { commentText, propertyName, stringLiteral } from '../../../cli/typescript/literal';
import { withoutCredentialsIn } from '../../../lib/text/credential-text';
import { UNSEEN } from './hostile';

interface MarkdownNode {
  readonly type: string;
  readonly literal: string | null;
}

interface Commonmark {
  readonly Parser: new () => {
    parse(text: string): { walker(): { next(): { entering: boolean; node: MarkdownNode } | null } };
  };
}

interface Xml {
  readonly DOMParser: new (
    options: object,
  ) => {
    parseFromString(
      text: string,
      type: string,
    ): {
      documentElement: { getAttribute(name: string): string; textContent: string; childNodes: { length: number } };
    };
  };
}

const { Parser } = require('commonmark') as Commonmark;
const { DOMParser } = require('@xmldom/xmldom') as Xml;

/** A printer, and what its reader must find in a text that was written with it. */
export const PRINTERS: { readonly [language: string]: (text: string) => void } = {
  'commands in Markdown': (text) => {
    const command = `kubectl ${text}`;
    const found = nodesOf(`- [ ] do it\n${commandsBelow([command, 'npx x'])}- [ ] then\n`);
    const blocks = found.filter(({ type }) => type === 'code_block').map(({ literal }) => literal);
    assert.deepEqual(blocks, [`${printable(command.replaceAll(/\s+/g, ' '))}\nnpx x\n`]);
    const others = found.map(({ type }) => type).filter((type) => type !== 'code_block' && type !== 'softbreak');
    assert.deepEqual(others, [
      'document',
      'list',
      ...['item', 'paragraph', 'text', 'text', 'text', 'text'],
      ...['item', 'paragraph', 'text', 'text', 'text', 'text'],
    ]);
  },

  'terminal text': (text) => {
    const { text: one } = say`${text}: is here\n`;
    const { text: two } = lines([text, `a ${text}`]);
    assert.equal(one.split('\n').length, 2);
    assert.equal(two.split('\n').length, 3);
    for (const written of [...one.split('\n'), ...two.split('\n')]) {
      assert.doesNotMatch(written, UNSEEN);
      assert.doesNotMatch(written, /^\s*::|##\w*\[/);
    }
  },

  JSON: (text) => {
    const written = jsonText({ [`k${text}`]: text });
    const shown = withoutCredentialsIn(text);
    assert.deepEqual(JSON.parse(written), { [withoutCredentialsIn(`k${text}`)]: shown });
    assert.doesNotMatch(written, UNSEEN);
    assert.doesNotMatch(written, /^\s*::|##\w*\[/m);
    assert.equal(written.split('\n').length, 4);
  },

  'Markdown in a sentence': (text) => onlyCode(`x ${code(text)} y`),

  'Markdown in a list of a quotation': (text) => onlyCode(`> [!NOTE]\n> - ${code(text)} (${code('prod')})\n`),

  'Markdown in a table': (text) => {
    const written = code(text);
    assert.doesNotMatch(written, /[|\n\\]/);
    onlyCode(written);
  },

  'HTML in Markdown': (text) => {
    assert.match(codeTag(text), /^<code>[^<>\n]*<\/code>$/);
    const types = nodesOf(`<details><summary>${codeTag(text)}</summary>\n\nx\n`).map(({ type }) => type);
    assert.deepEqual(types, ['document', 'html_block', 'paragraph', 'text']);
  },

  HTML: (text) => {
    assert.match(escapeHtml(text), /^[^<>"'\n]*$/);
    assert.doesNotMatch(escapeHtml(text), UNSEEN);
    assert.doesNotMatch(escapeHtml(text).replaceAll(/&(?:amp|lt|gt|quot|#39);/g, ''), /&/);
  },

  'JSON in a script': (text) => {
    const written = scriptJson([text]);
    assert.deepEqual(JSON.parse(written), [text]);
    assert.doesNotMatch(written, /[<>&]/);
    assert.doesNotMatch(written, UNSEEN);
  },

  XML: (text) => {
    const errors: string[] = [];
    const onError = (level: string) => level === 'warning' || errors.push(level);
    const parser = new DOMParser({ onError });
    const { documentElement } = parser.parseFromString(`<a b="${xmlText(text)}">${xmlText(text)}</a>`, 'text/xml');
    assert.deepEqual(errors, []);
    assert.equal(documentElement.getAttribute('b'), documentElement.textContent);
    assert.equal(documentElement.textContent.split('\n').length, text.split('\n').length);
    assert.doesNotMatch(documentElement.textContent, UNSEEN);
  },

  'workflow commands': (text) => {
    const written = workflowCommand(
      'error',
      [
        ['file', text],
        ['title', text],
      ],
      text,
    );
    // As the runner reads it.
    const [, properties, data] = /^::error (.*?)::(.*)\n$/.exec(written) ?? [];
    assert.equal(written.split('\n').length, 2);
    assert.deepEqual(
      properties.split(',').map((one) => one.split('=')[0]),
      ['file', 'title'],
    );
    const read = (part: string) =>
      part
        .replaceAll('%0D', '\r')
        .replaceAll('%0A', '\n')
        .replaceAll('%3A', ':')
        .replaceAll('%2C', ',')
        .replaceAll('%25', '%');
    assert.equal(read(data), printable(text));
    assert.equal(read(properties.slice(properties.indexOf('title=') + 6)), printable(text));
    assert.doesNotMatch(written, UNSEEN);
  },

  HCL: (text) => {
    // What Terraform reads in it: e2e/terraform.e2e.test.ts.
    assert.match(hclText(text), /^"(?:[^"\\]|\\.)*"$/s);
    assert.doesNotMatch(hclText(text), UNSEEN);
    assert.doesNotMatch(hclText(text), /##\w*\[/);
    assert.match(hclComment(text), /^# .*$/);
    assert.doesNotMatch(hclComment(text), UNSEEN);
    assert.match(hclName(text), /^[A-Za-z_][A-Za-z0-9_]*$/);
  },

  TypeScript: (text) => {
    const source = `/** ${commentText(text)} */\nexport const read = { ${propertyName(text)}: ${stringLiteral(text)} };\n`;
    assert.doesNotMatch(source, UNSEEN);
    assert.equal(source.split('\n').length, 3);
    const { code: script } = transformSync(source, { loader: 'ts', format: 'cjs' });
    const exported: { exports: { read?: object } } = { exports: {} };
    new Function('module', script)(exported);
    assert.deepEqual(Object.entries(exported.exports.read ?? {}), [[text, text]]);
  },
};

function nodesOf(markdown: string): MarkdownNode[] {
  const walker = new Parser().parse(markdown).walker();
  const nodes: MarkdownNode[] = [];
  for (let step = walker.next(); step !== null; step = walker.next()) if (step.entering) nodes.push(step.node);
  return nodes;
}

/** Nothing but words of ours and code: no link, no image, no emphasis, no HTML but the tag of the code. */
function onlyCode(markdown: string): void {
  for (const { type, literal: text } of nodesOf(markdown)) {
    if (type === 'html_inline') assert.match(text ?? '', /^<\/?code>$/);
    else
      assert.ok(
        ['document', 'paragraph', 'text', 'code', 'block_quote', 'list', 'item', 'softbreak'].includes(type),
        type,
      );
  }
  assert.doesNotMatch(markdown, UNSEEN);
}
