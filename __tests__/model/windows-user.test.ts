import { userNameProblem } from '../../lib/model/windows-user';

test.each(['api', 'DOMAIN\\api', 'corp.example.com\\api', 'NT AUTHORITY\\SYSTEM', 'a'.repeat(104)])(
  '%s can be',
  (name) => {
    expect(userNameProblem(name)).toBeUndefined();
  },
);

test.each([
  ['', 'write a name of 1 to 104 characters'],
  ['a'.repeat(105), 'write a name of 1 to 104 characters'],
  ['a\\b\\c', 'write it with one backslash at most'],
  ['a\tb', 'write it without control characters'],
  ['.corp\\api', 'write the name of a domain, NetBIOS or DNS, in front of the backslash'],
  ['. .', 'write a name without "/\\:;|=,+*?<>@[] and of more than dots and blanks'],
  ['a@b', 'write a name without "/\\:;|=,+*?<>@[] and of more than dots and blanks'],
])('%j cannot', (name, problem) => {
  expect(userNameProblem(name)).toBe(problem);
});
