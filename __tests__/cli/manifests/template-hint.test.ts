import { manifestsIn } from '../../../cli/manifests/read-manifests';

const HINT = '; "{{" is of a template: render it first, for example with helm template';
const problemsIn = (text: string) => manifestsIn(text, 'a.yaml', '.').problems.map(({ message }) => message);

describe('a template that nobody has rendered', () => {
  test.each([
    'kind: Deployment\nmetadata:\n  name: {{ .Release.Name }}\n',
    '{{- if .Values.on }}\nkind: Deployment\n{{- end }}\n',
  ])('is told by its braces: %j', (text) => {
    expect(problemsIn(text)).toEqual([expect.stringContaining(HINT)]);
  });

  test('is not what has a mistake elsewhere', () => {
    const [message] = problemsIn('data:\n  URL: "{{ .KEY.Value }}"\n  LIST: [\n');
    expect(message).toContain('this is no YAML');
    expect(message).not.toContain(HINT);
  });
});
