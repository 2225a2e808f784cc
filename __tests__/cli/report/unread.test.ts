import { accessReport } from '../../../cli/access-report/access-report';
import { jsonReport } from '../../../cli/report/json';
import { markdownReport } from '../../../cli/report/markdown/report';
import { htmlPage } from '../../../cli/report/page/page';
import { textReport } from '../../../cli/report/text';

describe('a report of what could not be read', () => {
  const report = accessReport([], ['dist/a<b>.yaml:3:1']);

  test('never says in a terminal that nobody gets a key', () => {
    expect(textReport(report)).toBe(
      '? dist/a<b>.yaml:3:1 is unread: what it says is not in the report\nNo workload gets a secret key in what could be read.\n',
    );
  });

  test('nor in a comment on a pull request', () => {
    const text = markdownReport(report);
    expect(text).toContain('> [!WARNING]\n> - `dist/a<b>.yaml:3:1` is unread: what it says is not in the report\n');
    expect(text).toContain('No workload gets a secret key in what could be read.\n');
  });

  test('nor on a page, where the name is text', () => {
    const page = htmlPage(report);
    expect(page).toContain('Unread: what these places say is not in the report');
    expect(page).toContain('dist/a&lt;b&gt;.yaml:3:1');
    expect(page).toContain('No workload gets a secret key in what could be read.');
  });

  test('names it for other programs', () => {
    expect(JSON.parse(jsonReport(report)).unread).toEqual(['dist/a<b>.yaml:3:1']);
  });
});

test('a report of all that there is says that nobody gets a key', () => {
  expect(textReport(accessReport([]))).toBe('No workload gets a secret key.\n');
});
