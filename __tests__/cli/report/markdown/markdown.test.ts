import { code, codeTag } from '../../../../cli/languages/markdown';
import { COMMENT_LIMIT } from '../../../../cli/report/markdown/limit';
import { markdownReport } from '../../../../cli/report/markdown/report';
import { onlineShop, reportOf } from '../online-shop';
import { reported, syncFrom, workload } from '../reported';

test('the report of a shop', () => {
  expect(markdownReport(reportOf(onlineShop(['prod'])))).toMatchSnapshot();
});

test('without keys it says so', () => {
  expect(markdownReport(reported())).toBe('## Who gets which key\n\nNo workload gets a secret key.\n');
});

test('it fits into a comment, workload by workload, and says what is cut', () => {
  const many = Array.from({ length: 200 }, (_, i) =>
    workload(`service-${'x'.repeat(200)}-${i}`, { A: 'A', B: 'B', C: 'C' }),
  );
  const text = markdownReport(reported(syncFrom({}), ...many));
  expect(text.length).toBeLessThanOrEqual(COMMENT_LIMIT);
  expect(text.split('<details>').length).toBe(text.split('</details>').length);
  const shown = text.split('<details>').length - 1;
  expect(text).toContain(`${200 - shown} workloads cut off here`);
});

describe('a name is never markup', () => {
  test.each([
    ['@everyone', '`@everyone`'],
    ['a|b', '<code>a&#124;b</code>'],
    ['`rm`', '<code>&#96;rm&#96;</code>'],
    ['``', '<code>&#96;&#96;</code>'],
    ['two\nlines', '`two lines`'],
    ['<img src=x>', '`<img src=x>`'],
    ['', '<code></code>'],
  ])('%j', (name, expected) => {
    expect(code(name)).toBe(expected);
  });

  test('in HTML neither', () => {
    expect(codeTag('<img onerror="x">\n\n# a & b')).toBe('<code>&lt;img onerror=&quot;x&quot;&gt; # a &amp; b</code>');
  });
});
