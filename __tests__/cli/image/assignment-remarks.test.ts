import { assignmentRemarks } from '../../../cli/image/assignment-remarks';
import { imageReferenceIn } from '../../../lib/images/image-reference';
import { DIGEST } from '../image-files/image-file';

function remarks(from: string, to: string): string[] {
  return assignmentRemarks({ name: 'x', from: imageReferenceIn(from), to: imageReferenceIn(to) });
}

test('another repository', () => {
  expect(remarks('a.example/x:1', 'b.example/x:2')).toEqual([
    'warning: x now comes from "b.example/x", and no longer from "a.example/x": promote refuses that, or keeps the old one with --keep-repositories',
  ]);
});

test('a tag that moves, where no digest holds it', () => {
  expect(remarks('x:1', 'x:latest')).toEqual([
    'warning: x: the tag latest moves, so that nobody can tell which release runs: write the tag of a release, or pin it: x=latest@sha256:…',
  ]);
  expect(remarks('x:1', `x:latest@${DIGEST}`)).toEqual([]);
});

test('a digest that goes with its tag', () => {
  expect(remarks(`x:1@${DIGEST}`, 'x:2')).toEqual([
    'x: the digest goes with the old tag; to pin the new one, write x=2@sha256:…',
  ]);
});

test('nothing of a release', () => {
  expect(remarks('x:1', 'x:2')).toEqual([]);
  expect(remarks(`x:1@${DIGEST}`, `x:2@${DIGEST}`)).toEqual([]);
});
