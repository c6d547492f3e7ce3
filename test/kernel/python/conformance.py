"""jupyter_kernel_test with all of its features enabled, so that nothing is skipped."""

import unittest

import jupyter_kernel_test as jkt

KERNEL = "tslab"
WAIT = 60  # seconds to wait for a message, also on a busy machine
jkt.TIMEOUT = WAIT


class TypeScriptKernel(jkt.KernelTests):
    kernel_name = KERNEL
    language_name = "typescript"
    file_extension = ".ts"
    code_hello_world = "console.log('hello, world')"
    code_stderr = "console.error('to stderr')"
    completion_samples = [
        {"text": "Math.cbr", "matches": {"cbrt"}},
        {"text": "'🙂'.codePointA", "matches": {"codePointAt"}},
        {"text": "unknownName_"},
    ]
    complete_code_samples = ["1 + 1", "const a = [1, 2];", "for (const x of [1]) {\n  console.log(x);\n}"]
    incomplete_code_samples = ["function f() {", "const a = [1,", "if (true) {\n  f("]
    invalid_code_samples = ["const = 1", "let a b", "f())"]
    code_page_something = "Math.sqrt?"
    code_generate_error = "throw new Error('on purpose')"
    code_execute_result = [
        {"code": "6 * 7", "result": "42"},
        {"code": "'a' + 'b'", "result": "'ab'"},
        {"code": "[1, 2, 3].map((x) => x * 2)", "result": "[ 2, 4, 6 ]"},
        {"code": "await Promise.resolve({ a: 1 })", "result": "{ a: 1 }"},
    ]
    code_display_data = [
        {"code": "import { display } from 'tslab'; display.html('<b>bold</b>')", "mime": "text/html"},
        {"code": "display.png(Buffer.from([1, 2, 3]))", "mime": "image/png"},
    ]
    code_history_pattern = "6 ?*"
    supported_history_operations = ("tail", "range", "search")
    code_inspect_sample = "Math.sqrt"
    code_clear_output = "(globalThis as any)[Symbol.for('autoencoders.kernel')].clearOutput()"

    def execute_helper(self, code, timeout=WAIT, **options):
        return super().execute_helper(code, timeout=timeout, **options)


class Welcome(jkt.IopubWelcomeTests):
    kernel_name = KERNEL
    support_iopub_welcome = True


if __name__ == "__main__":
    unittest.main()
