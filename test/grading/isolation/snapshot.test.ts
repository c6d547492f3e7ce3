import { chooseIsolation, distrustSnapshot, Program } from '../../../grading/isolation';

describe('an isolated program', function () {
  this.timeout(120_000);

  for (const role of ['submission', 'reading', 'verifying', 'drawing'] as const) {
    it(`starts with Node's permissions: ${role}`, async () => {
      const program = new Program({ by: 'permissions' }, role, 0);
      await program.ready.finally(() => program.kill());
    });

    it(`starts without a snapshot too: ${role}`, async () => {
      const { isolation } = await chooseIsolation();
      distrustSnapshot(role);
      const program = new Program(isolation, role, 0);
      await program.ready.finally(() => program.kill());
    });
  }
});
