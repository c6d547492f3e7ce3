import { existsSync, rmSync } from 'node:fs';
import { basename, join } from 'node:path';
import { at, requirements } from './paths.mjs';
import { fetchWheels } from './wheels.mjs';

// zig, a C++ compiler in a package of PyPI, for machines without one. `zig c++` would first build its own C++ library,
// which takes longer than our sources do. On Linux, only the parts of it that the addons use are compiled, and the addons
// are linked to the system's libraries, which Node and TensorFlow use too.

const folder = at('.setup/zig');
const cache = at('.setup/zig-cache');
const library = join(folder, 'ziglang/lib/libcxx');

/** What `removeZig` removes, and what an interrupted set-up leaves behind. */
export const zigFolders = [folder, cache];

/** What to unpack on Linux: no headers of other systems, which are 200 MB. */
const ofLinux = [
  'ziglang/zig$',
  'ziglang/lib/(std|include|libcxx|libcxxabi|libunwind|libc/glibc)/',
  'ziglang/lib/libc/include/(generic-glibc|any-linux-any|(x86|x86_64|aarch64)-linux-(any|gnu))/',
];
const ofOthers = [String.raw`ziglang/(zig|zig\.exe)$`, 'ziglang/lib/'];

/**
 * The parts of zig's C++ library that the addons use: each list is compiled as one. The last two change what a header says, so
 * they are compiled alone. What the library itself needs for exceptions is in the system's libstdc++, on which it can be
 * built.
 */
const used = [
  [
    ...['string', 'hash', 'memory', 'mutex', 'condition_variable', 'thread', 'future', 'chrono'],
    ...['system_error', 'functional', 'verbose_abort', 'stdexcept', 'exception'],
  ],
  ['error_category'],
  ['condition_variable_destructor'],
];

const libraryFlags = [
  ...['-std=c++23', '-O2', '-fPIC', '-w', '-fvisibility=hidden'],
  ...['-D_LIBCPP_BUILDING_LIBRARY', '-D__GLIBCXX__=1'],
  ...['src', 'libc'].map((name) => `-I${join(library, name)}`),
];

/** Defines, as compilers do in a file of their own, the symbol by whose address the system's library tells addons apart. */
const linkerFlags = ['--defsym=__dso_handle=__ehdr_start', '--gc-sections', '--eh-frame-hdr'];

/** Fetches zig unless it is there. */
export async function getZig() {
  const isLinux = process.platform === 'linux';
  if (!existsSync(folder))
    await fetchWheels('a C++ compiler', requirements('compiler.txt'), folder, isLinux ? ofLinux : ofOthers);
  const libraries = isLinux ? findSystemLibraries() : [];
  const canLink = libraries.some((path) => basename(path) === 'libstdc++.so.6');
  return {
    command: join(folder, 'ziglang/zig'),
    args: ['c++', '-mcpu=baseline'],
    env: { ZIG_GLOBAL_CACHE_DIR: cache, ZIG_LOCAL_CACHE_DIR: cache },
    flagsOf: (width) => (process.arch === 'x64' ? [`-mcpu=x86_64_${width}`] : []),
    ...(canLink
      ? {
          linker: { args: ['ld.lld', ...linkerFlags], toFlag: (flag) => flag, libraries },
          runtime: listRuntime(),
        }
      : {}),
  };
}

const listRuntime = () =>
  used.map((names) => ({
    name: `the C++ library, ${names[0]}`,
    sources: names.map((name) => join(library, `src/${name}.cpp`)),
    flags: libraryFlags,
  }));

/** The C and C++ libraries of the system, as this process has loaded them. */
function findSystemLibraries() {
  process.report.excludeNetwork = true; // it would ask for the names of all connections
  const { sharedObjects } = process.report.getReport();
  return sharedObjects.filter((path) =>
    /^(lib(stdc\+\+|gcc_s|c|m|pthread|dl)|ld-linux.*)\.so\b/.test(basename(path)),
  );
}

/** Removes half a gigabyte that is not needed again until the addons' sources change. */
export function removeZig() {
  for (const path of zigFolders) rmSync(path, { recursive: true, force: true });
}
