import assert from 'node:assert/strict';
import { root, run } from '../../support/run';

describe('--queue', function () {
  this.timeout(60_000);

  for (const [title, url, expected] of [
    ['nobody answers at', 'redis://127.0.0.1:1', /cannot use redis:\/\/127.0.0.1:1: ECONNREFUSED/],
    [
      'is no address of Redis',
      'http://localhost',
      /invalid --queue \(expected an address such as redis:\/\/HOST/,
    ],
    ['is no address', '%', /invalid --queue/],
  ] as const)
    it(`explains an address that ${title}`, async () => {
      const args = [
        'scripts/command.mjs',
        'grade',
        'grading/fixtures/0-vanilla/pass/sequential.ts',
        '--task',
        '0-vanilla',
      ];
      const { code, stdout, stderr } = await run(process.execPath, [...args, '--queue', url], { cwd: root });
      assert.equal(code, 2);
      assert.equal(stdout, '');
      assert.match(stderr, expected);
      assert.doesNotMatch(stderr, /\n\s+at /);
    });
});
